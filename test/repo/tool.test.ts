import { access } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { CHECKS } from '../scripts/check.ts'
import { tool } from '../scripts/tool.ts'

const NAMES = [...CHECKS.map(([, name]) => name), 'bun', 'openapi-typescript', 'stryker', 'vitest', 'wrangler']

test.each([...new Set(NAMES)])('tool() gives a file that is there for %s, and no name for a shell', async (name) => {
  for (const file of tool(name)) await access(file)
})

test('tool() starts npm, however the tests were started', async () => {
  const [npm, ...args] = tool('npm')
  const { code, output } = await execute(npm, [...args, '--version'])
  expect(output).toMatch(/^\d+\.\d+\.\d+/)
  expect(code).toBe(0)
})

test('tool() throws when a package has no such command', () => {
  expect(() => tool('hono')).toThrow('Cannot start hono: its package has no command of that name')
})
