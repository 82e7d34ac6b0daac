/**
 * What people ask the connect app for under load, and what has to come of it.
 *
 * @module
 */

import { createBrowser } from './browser.ts'
import type { Question } from './load-request.ts'
import { readOffers, redirected } from './page-parsers.ts'
import { PUBLIC_URL, type Worker } from './workers.ts'

/** Takes two people as far as their questions need: one whose request is granted, and one who has not decided. */
export async function prepareModuleQuestions(worker: Worker, sandboxUrl: string): Promise<readonly Question[]> {
  const granted = await person('plain4', 'accept-all')
  const undecided = await person('plain9', undefined)
  const as = (cookie?: string) => ({ headers: { 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }) } })
  const start = (cookie?: string) => {
    const { headers } = as(cookie)
    const type = 'application/x-www-form-urlencoded'
    return {
      method: 'POST',
      path: '/connect/permissions/start',
      headers: { ...headers, 'content-type': type },
    } as const
  }
  const form = (ids: readonly string[]) =>
    new URLSearchParams([...ids.map((id) => ['calendar_id', id]), ['return_to', '/outcome']]).toString()
  return [
    { name: 'choose', method: 'GET', path: '/calendars', ...as(granted.cookie), status: 200 },
    { name: 'choose, undecided', method: 'GET', path: '/calendars', ...as(undecided.cookie), status: 200 },
    { name: 'choose, signed out', method: 'GET', path: '/calendars', ...as(), status: 401 },
    {
      name: 'return',
      method: 'GET',
      path: granted.returned,
      ...as(granted.cookie),
      status: 303,
      location: `${PUBLIC_URL}/outcome?permission_status=granted`,
    },
    { name: 'return, signed out', method: 'GET', path: granted.returned, ...as(), status: 401 },
    {
      name: 'return, as another',
      method: 'GET',
      path: granted.returned,
      ...as(undecided.cookie),
      status: 403,
    },
    {
      name: 'return, nonsense',
      method: 'GET',
      path: '/connect/permissions/return?verifying=1&request=a.b.c',
      ...as(granted.cookie),
      status: 400,
    },
    { name: 'outcome', method: 'GET', path: granted.outcome, ...as(granted.cookie), status: 200 },
    { name: 'outcome, signed out', method: 'GET', path: granted.outcome, ...as(), status: 401 },
    {
      ...start(granted.cookie),
      name: 'start, granted already',
      body: form(granted.ids),
      status: 303,
      location: `${PUBLIC_URL}/outcome?permission_status=granted`,
    },
    {
      ...start(undecided.cookie),
      name: 'start',
      body: form(undecided.ids),
      status: 303,
      location: `${sandboxUrl}/us/permissions/`,
    },
    { ...start(), name: 'start, signed out', body: form([]), status: 401 },
  ]

  async function person(account: string, decision: string | undefined) {
    const browser = createBrowser({
      route: (origin) => (origin === PUBLIC_URL ? worker.url : origin),
      inspect: () => undefined,
    })
    const authorize = redirected(await browser.get(`${PUBLIC_URL}/connect/us`))
    await browser.get(redirected(await browser.post(authorize, [['account', account]])))
    const ids = readOffers((await browser.get(`${PUBLIC_URL}/calendars`)).text).map(({ id }) => id)
    let returned = ''
    let outcome = ''
    if (decision !== undefined) {
      const fields = ids.map((id): [string, string] => ['calendar_id', id])
      const access = redirected(await browser.post(`${PUBLIC_URL}/connect/permissions/start`, fields))
      returned = redirected(await browser.post(access, [['decision', decision]]))
      outcome = redirected(await browser.get(returned))
    }
    return {
      ids,
      returned: pathOf(returned).replace('?', '?verifying=1&'),
      outcome: pathOf(outcome),
      cookie: browser.cookie(PUBLIC_URL),
    }
  }
}

function pathOf(url: string): string {
  return url === '' ? '' : url.slice(new URL(url).origin.length)
}
