/**
 * What others do wrong, at any backend. The last of the checks: they take the service away for good.
 *
 * @module
 */
import { deepStrictEqual as equal, match } from 'node:assert/strict'
import type { Checks } from './checks.ts'
import type { Stage } from './test-env.ts'
import { readSettings, signIn } from './test-user.ts'

/** What a proxy may say whose worker is not there. */
const ANSWERS_OF_A_PROXY = [
  'HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 12\r\nConnection: close\r\n\r\n<h1>502</h1>',
  'HTTP/1.1 502 Bad Gateway\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
  'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
]

export const failureChecks: Checks = {
  'the provider fails, and the page says so': async (stage) => {
    await stage.failProvider()
    await seeFailures(stage)
  },

  'a proxy answers in the place of the service, and the page says so': async (stage) => {
    for (const answer of ANSWERS_OF_A_PROXY) {
      stage.tap.answer(answer)
      await seeFailures(stage)
    }
  },

  'the service is gone, and the page says so': async (stage) => {
    await stage.tap.close()
    await seeFailures(stage)
  },
}

/** The page is there, says that something did not work, and keeps what came of it before. */
async function seeFailures(stage: Stage): Promise<void> {
  const ada = await signIn(stage, 'ada')
  const { outcomes } = await ada.settings()
  for (const view of [await ada.get(`${stage.backend}/settings`), await ada.allow()]) {
    const page = readSettings(view)
    match(page.notice, /^That did not work/)
    equal([page.calendars, page.outcomes], [[], outcomes])
  }
}
