import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { launch, type RunningProcess } from '../helpers/child-process.ts'
import { readBlocks } from '../helpers/examples.ts'
import { followLink } from '../helpers/follow-link.ts'
import { sendNavigation } from '../helpers/send-navigation.ts'
import { createTestBrowser } from '../helpers/test-browser.ts'
import { waitForHttp } from '../helpers/wait-for-http.ts'
import { findFreePorts } from '../scripts/port.ts'
import { createConsumer } from './consumer.ts'

let app: RunningProcess
let origin: string
let sandboxUrl: string

beforeEach(async () => {
  const project = await createConsumer(inject('installed').folder)
  await writeFile(join(project, 'app.ts'), readBlocks('ts').get('README.md 1') ?? '')
  const { port, sandboxPort } = await findFreePorts('port', 'sandboxPort')
  app = launch(process.execPath, [join(project, 'app.ts')], { PORT: `${port}`, SANDBOX_PORT: `${sandboxPort}` })
  origin = `http://localhost:${port}`
  sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  await waitForHttp(origin, app)
})

afterEach(async () => {
  app.child.kill()
  await app.ended
})

test('the quick start of the README, pasted into an empty folder, connects a user and requests access', async () => {
  const browser = createTestBrowser({ [origin]: sendNavigation, [sandboxUrl]: sendNavigation })
  expect((await browser.get(origin)).text).toContain('Connect your calendar')

  const connected = await followLink(browser, `${origin}/cronofy/connect/us`)
  expect(connected.url.origin).toBe(origin)
  const calendars = [...connected.text.matchAll(/value="([^"]+)">[^<]*: (limited access|full access)/g)]
  expect(calendars.map(([, , level]) => level)).toEqual(['limited access', 'limited access'])

  const nothing = await browser.post(`${origin}/permissions/start`, {})
  expect(nothing.url.searchParams.get('permission_error')).toBe('no_calendar_selected')

  const selection = calendars.map(([, id = '']): [string, string] => ['calendar_id', id])
  const access = await browser.post(`${origin}/permissions/start`, selection)
  const back = await browser.post(access.url.href, { decision: 'accept-all' })
  expect(back.url.href).toBe(`${origin}/?permission_status=granted`)
  expect(back.text.match(/: full access/g)).toHaveLength(2)
  expect(app.output()).toContain('granted [')
})
