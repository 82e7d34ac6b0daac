import { join } from 'node:path'
import { expect, test } from 'vitest'
import { execute } from '../../helpers/child-process.ts'
import { ROOT } from '../../scripts/run.ts'
import { resolveTool } from '../../scripts/tool.ts'

// `npm run check` leaves this folder out, because `npm ci` does not install the frameworks.
test('the types of this folder are correct', async () => {
  const [program, ...args] = resolveTool('tsc')
  const { code, output } = await execute(program, [...args, '-p', join(ROOT, 'test/integration/frameworks')])
  expect(output).toBe('')
  expect(code).toBe(0)
})
