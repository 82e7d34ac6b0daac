/** Bun, which `npm ci` does not install. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { BUN } from '../scripts/build-executable.ts'
import { installTools } from '../scripts/install-tools.ts'
import { createConsumer } from './consumer.ts'
import { type InstalledSandbox, runSandbox } from './installed-sandbox.ts'
import { walkApp } from './walk-app.ts'

let project: string
let sandbox: InstalledSandbox

beforeAll(async () => {
  await installTools('test/executable')
  const { folder } = inject('installed')
  project = await createConsumer(folder, 'test/package-install/consumers')
  sandbox = await runSandbox(folder)
})

afterAll(() => sandbox?.end())

test('a script on Bun gets the outcome granted', async () => {
  expect(await execute(BUN, [join(project, 'flow.ts')])).toEqual({ code: 0, output: 'granted: Work, Home\n' })
})

test('an app on Bun that mounts the module walks the flow', async () => {
  await walkApp(sandbox, 'au', async () => [BUN, join(project, 'serve-bun.ts')])
})
