/**
 * The connect app, which has the module: everything happens in the person's browser.
 *
 * @module
 */

import type { Application, Surroundings } from './application.ts'
import { type Offer, readErrorPage, readOffers, readShown, readWord, redirected } from './page-parsers.ts'
import { Stopped } from './step-result.ts'
import { PUBLIC_URL } from './workers.ts'

/** Opens the connect app. */
export function openModuleApplication({ plan, browser }: Surroundings): Application {
  let offers: readonly Offer[] = []
  return {
    async connect(account) {
      const authorize = redirected(await browser.get(`${PUBLIC_URL}/connect/${plan.dataCenter}`))
      const callback = redirected(await browser.post(authorize, [['account', account]]))
      redirected(await browser.get(callback))
    },
    async offer() {
      const page = await browser.get(`${PUBLIC_URL}/calendars`)
      if (page.status !== 200) throw new Stopped(readErrorPage(page))
      offers = readOffers(page.text)
      return offers
    },
    begin: async (ids) =>
      readWord(
        await browser.post(`${PUBLIC_URL}/connect/permissions/start`, [
          // The form's own way to say "none". Who is offered nothing has no form, and so does not send it.
          ...(offers.length > 0 ? [['calendar_id', ''] as const] : []),
          ...ids.map((id) => ['calendar_id', id] as const),
          ['return_to', '/outcome'],
        ]),
      ),
    comeBack: async (url, claim) => readWord(await browser.get(claim === undefined ? url : `${url}&error=${claim}`)),
    // What was begun is in the address, and nowhere else.
    completeAlone: async () => undefined,
    async see({ url = '' }) {
      const page = await browser.get(url)
      const shown = page.status === 200 ? readShown(page.text, offers) : undefined
      if (shown !== undefined) return shown
      if (page.status >= 400) return readErrorPage(page)
      return { kind: 'nothing', what: `the outcome page says nothing: ${page.status}` }
    },
  }
}
