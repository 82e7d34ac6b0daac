/**
 * What people ask for under load, and what has to come of it.
 *
 * @module
 */
import { readOffers } from './answers.ts'
import { createBrowser } from './browser.ts'
import { PUBLIC_URL, type Worker } from './workers.ts'

/** A question, and what has to come of it. */
export interface Question {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: string
  readonly cookie?: string
  readonly status: number
  /** What `Location` begins with. */
  readonly location?: string
}

/** Takes two people as far as their questions need: one whose request is granted, and one who has not decided. */
export async function prepareQuestions(worker: Worker, sandboxUrl: string): Promise<readonly Question[]> {
  const granted = await person('plain4', 'accept-all')
  const undecided = await person('plain9', undefined)
  const start = (cookie?: string) =>
    ({ method: 'POST', path: '/connect/permissions/start', ...(cookie && { cookie }) }) as const
  const form = (ids: readonly string[]) =>
    new URLSearchParams([...ids.map((id) => ['calendar_id', id]), ['return_to', '/outcome']]).toString()
  return [
    { name: 'choose', method: 'GET', path: '/calendars', cookie: granted.cookie, status: 200 },
    { name: 'choose, undecided', method: 'GET', path: '/calendars', cookie: undecided.cookie, status: 200 },
    { name: 'choose, signed out', method: 'GET', path: '/calendars', status: 401 },
    {
      name: 'return',
      method: 'GET',
      path: granted.returned,
      cookie: granted.cookie,
      status: 303,
      location: `${PUBLIC_URL}/outcome?permission_status=granted`,
    },
    { name: 'return, signed out', method: 'GET', path: granted.returned, status: 401 },
    {
      name: 'return, as another',
      method: 'GET',
      path: granted.returned,
      cookie: undecided.cookie,
      status: 403,
    },
    {
      name: 'return, nonsense',
      method: 'GET',
      path: '/connect/permissions/return?told=1&request=a.b.c',
      cookie: granted.cookie,
      status: 400,
    },
    { name: 'outcome', method: 'GET', path: granted.outcome, cookie: granted.cookie, status: 200 },
    { name: 'outcome, signed out', method: 'GET', path: granted.outcome, status: 401 },
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
    const next = (answer: { location: string | undefined; url: string }) =>
      new URL(answer.location ?? '', answer.url).href
    const authorize = next(await browser.get(`${PUBLIC_URL}/connect/us`))
    await browser.get(next(await browser.post(authorize, [['account', account]])))
    const ids = readOffers((await browser.get(`${PUBLIC_URL}/calendars`)).text).map(({ id }) => id)
    let returned = ''
    let outcome = ''
    if (decision !== undefined) {
      const fields = ids.map((id): [string, string] => ['calendar_id', id])
      const access = next(await browser.post(`${PUBLIC_URL}/connect/permissions/start`, fields))
      returned = next(await browser.post(access, [['decision', decision]]))
      outcome = next(await browser.get(returned))
    }
    return {
      ids,
      returned: pathOf(returned).replace('?', '?told=1&'),
      outcome: pathOf(outcome),
      cookie: browser.cookie(PUBLIC_URL),
    }
  }
}

function pathOf(url: string): string {
  return url === '' ? '' : url.slice(new URL(url).origin.length)
}
