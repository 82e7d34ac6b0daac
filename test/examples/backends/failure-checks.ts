/**
 * What others do wrong, at any backend. The last of the checks: they take the service away for good.
 *
 * @module
 */
import { deepStrictEqual as equal, match } from 'node:assert/strict'
import type { Checks } from './checks.ts'
import type { TestEnv } from './test-env.ts'
import { readSettings, signIn } from './test-user.ts'

/** What a proxy may say whose worker is not there. */
const PROXY_RESPONSES = [
  'HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 12\r\nConnection: close\r\n\r\n<h1>502</h1>',
  'HTTP/1.1 502 Bad Gateway\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
  'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
]

/** Forms of the settings that call the service. */
const CALLS = ['/connect', '/allow', '/disconnect']

export const failureChecks: Checks = {
  'the provider fails, and the page says so': async (testEnv) => {
    await testEnv.failProvider()
    await expectFailures(testEnv)
  },

  'a proxy answers in the place of the service, and the page says so': async (testEnv) => {
    for (const response of PROXY_RESPONSES) {
      testEnv.tap.respondWith(response)
      await expectFailures(testEnv, CALLS)
    }
  },

  'the service is gone, and the page says so': async (testEnv) => {
    await testEnv.tap.close()
    await expectFailures(testEnv, CALLS)
  },
}

/** The page is there, says that something did not work, and keeps the outcomes. */
async function expectFailures(testEnv: TestEnv, paths: readonly string[] = []): Promise<void> {
  const ada = await signIn(testEnv, 'ada')
  const { outcomes, connections } = await ada.settings()
  const views = [await ada.get(`${testEnv.backend}/settings`)]
  for (const path of paths) views.push(await ada.submit(path, { connection: connections[0] ?? '' }))
  for (const view of views) {
    const page = readSettings(view)
    match(page.notice, /^That did not work/)
    equal([page.calendars, page.outcomes, page.connections], [[], outcomes, connections])
  }
}
