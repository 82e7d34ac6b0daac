/**
 * The connect app, which mounts the module. Everything happens in the user's browser.
 *
 * @module
 */

import type { Application, ApplicationContext } from './application.ts'
import {
  type CalendarOption,
  parseCalendarOptions,
  parseErrorPage,
  parseOutcomePage,
  parseStepResult,
  requireRedirect,
} from './page-parsers.ts'
import { FlowStopped } from './step-result.ts'
import { PUBLIC_URL } from './workers.ts'

/** Creates the connect app. */
export function createModuleApplication({ plan, browser }: ApplicationContext): Application {
  let options: readonly CalendarOption[] = []
  return {
    async connect(account) {
      const authorize = requireRedirect(await browser.get(`${PUBLIC_URL}/connect/${plan.dataCenter}`))
      const callback = requireRedirect(await browser.post(authorize, [['account', account]]))
      requireRedirect(await browser.get(callback))
    },
    async listCalendars() {
      const page = await browser.get(`${PUBLIC_URL}/calendars`)
      if (page.status !== 200) throw new FlowStopped(parseErrorPage(page))
      options = parseCalendarOptions(page.text)
      return options
    },
    begin: async (ids) =>
      parseStepResult(
        await browser.post(`${PUBLIC_URL}/connect/permissions/start`, [
          ...ids.map((id) => ['calendar_id', id] satisfies [string, string]),
          ['return_to', '/outcome'],
        ]),
      ),
    openReturnUrl: async (url, claim) =>
      parseStepResult(await browser.get(claim === undefined ? url : `${url}&error=${claim}`)),
    // The request is in the URL only.
    completeWithoutUser: async () => undefined,
    async viewOutcome({ url = '' }) {
      const page = await browser.get(url)
      const outcome = page.status === 200 ? parseOutcomePage(page.text, options) : undefined
      if (outcome !== undefined) return outcome
      if (page.status >= 400) return parseErrorPage(page)
      return { kind: 'unexpected', description: `the outcome page has no outcome: ${page.status}` }
    },
  }
}
