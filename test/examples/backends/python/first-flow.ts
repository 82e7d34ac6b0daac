/**
 * The whole flow in one file of Python. It is small, so it is walked through once, and does not pass the checks of a backend.
 *
 * @module
 */
import { deepStrictEqual as equal, match } from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { venvCommand } from '../../../codegen/runner/venv.ts'
import type { Runtime } from '../../../scripts/worker-process.ts'
import type { Script } from '../curl/run.ts'
import { createTestEnv, DATA_CENTER } from '../test-env.ts'
import { createTestUser } from '../test-user.ts'
import { python } from './run.ts'

const PROGRAM = fileURLToPath(new URL('first_flow.py', import.meta.url))

export const pythonFirstFlow: Script = { ...python, name: 'python-first-flow', run }

async function run(runtime: Runtime, folder: string): Promise<{ passed: number; failed: number }> {
  const testEnv = await createTestEnv(runtime, [venvCommand(folder, 'python'), '-B', PROGRAM])
  try {
    await walk(testEnv.backend, createTestUser(testEnv))
    console.log(`ok - ${runtime}: a user connects, chooses a calendar, and is granted access`)
    return { passed: 1, failed: 0 }
  } catch (error) {
    console.log(`not ok - ${runtime}: a user connects, chooses a calendar, and is granted access: ${error}`)
    console.log(testEnv.output())
    return { passed: 0, failed: 1 }
  } finally {
    await testEnv.close()
  }
}

async function walk(backend: string, user: ReturnType<typeof createTestUser>): Promise<void> {
  equal((await user.send(`${backend}/allow`, { method: 'POST' })).status, 401)
  equal((await user.get(`${backend}/connected?connection_id=x&sealed_connection=x`)).status, 403)
  match((await user.get(backend)).text, /Connect your calendars/)

  const start = await user.post(`${backend}/connect`, {})
  const [, link = ''] = new RegExp(`href="(/connections/start/${DATA_CENTER}\\?[^"]+)"`).exec(start.text) ?? []
  const signInPage = await user.get(new URL(link.replaceAll('&amp;', '&'), start.url).href)
  match((await user.post(signInPage.url.href, { account: 'apple' })).text, /<li>Work: False<\/li>/)

  const choice = await user.post(`${backend}/allow`, {})
  const list = /name="list" value="(\w+)"/.exec(choice.text)?.[1] ?? ''
  const fields = { calendar_id: `cal_${DATA_CENTER}_apple1_work`, list }
  const accessPage = await user.post(`${choice.url.href}/start`, fields)
  match((await user.post(accessPage.url.href, { decision: 'accept-all' })).text, /<p>granted<\/p>/)
  match((await user.get(backend)).text, /<li>Work: True<\/li>/)
}
