/**
 * The requests of users to the connect app under load, and the expected responses.
 *
 * @module
 */

import { createBrowser } from './browser.ts'
import type { LoadRequest } from './load-request.ts'
import { parseCalendarOptions, requireRedirect } from './page-parsers.ts'
import { PUBLIC_URL, type Worker } from './workers.ts'

/** Prepares two users: one whose request is granted, and one who has not decided. */
export async function prepareModuleRequests(worker: Worker, sandboxUrl: string): Promise<readonly LoadRequest[]> {
  const granted = await createUser('plain4', 'accept-all')
  const undecided = await createUser('plain9', undefined)
  const requestHeaders = (cookie?: string) => ({
    headers: { 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }) },
  })
  const startRequest = (cookie?: string) => {
    const { headers } = requestHeaders(cookie)
    const type = 'application/x-www-form-urlencoded'
    return {
      method: 'POST',
      path: '/connect/permissions/start',
      headers: { ...headers, 'content-type': type },
    } as const
  }
  const formBody = (ids: readonly string[]) =>
    new URLSearchParams([...ids.map((id) => ['calendar_id', id]), ['return_to', '/outcome']]).toString()
  return [
    { name: 'choose', method: 'GET', path: '/calendars', ...requestHeaders(granted.cookie), status: 200 },
    { name: 'choose, undecided', method: 'GET', path: '/calendars', ...requestHeaders(undecided.cookie), status: 200 },
    { name: 'choose, signed out', method: 'GET', path: '/calendars', ...requestHeaders(), status: 401 },
    {
      name: 'return',
      method: 'GET',
      path: granted.returned,
      ...requestHeaders(granted.cookie),
      status: 303,
      location: `${PUBLIC_URL}/outcome?permission_status=granted`,
    },
    { name: 'return, signed out', method: 'GET', path: granted.returned, ...requestHeaders(), status: 401 },
    {
      name: 'return, as another',
      method: 'GET',
      path: granted.returned,
      ...requestHeaders(undecided.cookie),
      status: 403,
    },
    {
      name: 'return, nonsense',
      method: 'GET',
      path: '/connect/permissions/return?request=a.b.c',
      ...requestHeaders(granted.cookie),
      status: 400,
    },
    { name: 'outcome', method: 'GET', path: granted.outcome, ...requestHeaders(granted.cookie), status: 200 },
    { name: 'outcome, signed out', method: 'GET', path: granted.outcome, ...requestHeaders(), status: 401 },
    {
      ...startRequest(granted.cookie),
      name: 'start, granted already',
      body: formBody(granted.ids),
      status: 303,
      location: `${PUBLIC_URL}/outcome?permission_status=granted`,
    },
    {
      ...startRequest(undecided.cookie),
      name: 'start',
      body: formBody(undecided.ids),
      status: 303,
      location: `${sandboxUrl}/us/permissions/`,
    },
    { ...startRequest(), name: 'start, signed out', body: formBody(granted.ids), status: 401 },
  ]

  async function createUser(account: string, decision: string | undefined) {
    const browser = createBrowser({ sandboxUrl, workerUrl: () => worker.url })
    const authorize = requireRedirect(await browser.get(`${PUBLIC_URL}/connect/us`))
    await browser.get(requireRedirect(await browser.post(authorize, [['account', account]])))
    const ids = parseCalendarOptions((await browser.get(`${PUBLIC_URL}/calendars`)).text).map(({ id }) => id)
    let returnPath = ''
    let outcomePath = ''
    if (decision !== undefined) {
      const fields = ids.map((id): [string, string] => ['calendar_id', id])
      const access = requireRedirect(await browser.post(`${PUBLIC_URL}/connect/permissions/start`, fields))
      returnPath = requireRedirect(await browser.post(access, [['decision', decision]]))
      outcomePath = requireRedirect(await browser.get(returnPath))
    }
    return {
      ids,
      returned: pathOf(returnPath),
      outcome: pathOf(outcomePath),
      cookie: [...browser.cookies(PUBLIC_URL)].map(([name, value]) => `${name}=${value}`).join('; '),
    }
  }
}

function pathOf(url: string): string {
  return url === '' ? '' : url.slice(new URL(url).origin.length)
}
