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

export const failureChecks: Checks = {
  'the provider fails, and the page says so': async (testEnv) => {
    await testEnv.failProvider()
    await expectFailures(testEnv)
  },

  'a proxy answers in the place of the service, and the page says so': async (testEnv) => {
    for (const response of PROXY_RESPONSES) {
      testEnv.tap.respondWith(response)
      await expectFailures(testEnv)
    }
  },

  'the service is gone, and the page says so': async (testEnv) => {
    await testEnv.tap.close()
    await expectFailures(testEnv)
  },
}

/** The page is there, says that something did not work, and keeps what came of it before. */
async function expectFailures(testEnv: TestEnv): Promise<void> {
  const ada = await signIn(testEnv, 'ada')
  const { outcomes } = await ada.settings()
  for (const view of [await ada.get(`${testEnv.backend}/settings`), await ada.requestAccess()]) {
    const page = readSettings(view)
    match(page.notice, /^That did not work/)
    equal([page.calendars, page.outcomes], [[], outcomes])
  }
}
