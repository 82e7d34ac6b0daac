/**
 * The requests of backends and browsers under load if the service connects users, and the expected responses.
 *
 * @module
 */
import { createBrowser } from './browser.ts'
import type { LoadRequest } from './load-request.ts'
import { RETURN_TO } from './outcome-steps.ts'
import { parseCalendarOptions, requireRedirect } from './page-parsers.ts'
import { callRequest, postJson } from './service-load-requests.ts'
import { comeBack, openLink, signIn } from './sign-in-pages.ts'
import { PUBLIC_URL, type Secrets, type Worker } from './workers.ts'

const SUBJECT = 'user-plain4'

/** Prepares two users: one who has returned but is not connected, and one who is choosing calendars. */
export async function prepareConnectionsRequests(
  worker: Worker,
  sandboxUrl: string,
  { apiKeys }: Secrets,
): Promise<readonly LoadRequest[]> {
  const call = (operation: Parameters<typeof callRequest>[0], body: object, key = apiKeys.k1) =>
    callRequest(operation, body, key)
  const browser = createBrowser({ sandboxUrl, workerUrl: () => worker.url })
  const cookies = () => [...browser.cookies(PUBLIC_URL)].map(([name, value]) => `${name}=${value}`).join('; ')
  const connectBody = { subject: SUBJECT, return_to: RETURN_TO, data_center: 'us' }

  const link = await prepare('connect', connectBody)
  const callback = await signIn(browser, await openLink(browser, link, 'us'), 'plain4')
  const query = await comeBack(browser, callback)
  const completeBody = { subject: SUBJECT, sealed_connection: query.get('sealed_connection') ?? '' }
  const signInCookie = cookies()
  const { access_token: accessToken } = await postJson(`${sandboxUrl}/sandbox/tokens?data_center=us`, {
    account: 'plain4',
    data_center: 'us',
  })
  const chooseBody = { ...connectBody, access_token: accessToken, choose_calendars: true }
  const chooseLink = await prepare('begin', chooseBody)
  const page = requireRedirect(await browser.get(chooseLink))
  const ids = parseCalendarOptions((await browser.get(page)).text).map(({ id }) => id)
  const chooseCookie = cookies()

  return [
    { name: 'connect', ...call('connect', connectBody), status: 200, bodyStart: '{"status":"redirect"' },
    { name: 'connect, unknown key', ...call('connect', connectBody, 'unknown-api-key'), status: 401 },
    { name: 'link', ...get(link), status: 303, location: `${sandboxUrl}/us/oauth/authorize` },
    { name: 'link, nonsense', ...get(link.slice(0, -9)), status: 400 },
    {
      name: 'callback',
      ...get(callback, signInCookie),
      status: 303,
      location: `${RETURN_TO}&sealed_connection=`,
    },
    { name: 'callback, of another', ...get(callback), status: 400 },
    {
      name: 'complete, as another',
      ...call('completeConnection', { ...completeBody, subject: 'user-plain9' }),
      status: 403,
    },
    {
      name: 'complete, nonsense',
      ...call('completeConnection', { ...completeBody, sealed_connection: 'a.b.c' }),
      status: 422,
    },
    { name: 'refresh, unknown', ...call('refresh', { data_center: 'us', refresh_token: 'none' }), status: 409 },
    {
      name: 'revoke, unknown',
      ...call('revoke', { data_center: 'us', token: 'none' }),
      status: 200,
      bodyStart: '{"status":"revoked"',
    },
    { name: 'choose', ...call('begin', chooseBody), status: 200, bodyStart: '{"status":"redirect"' },
    { name: 'choose link', ...get(chooseLink), status: 303, location: '/permission-requests/choose/' },
    { name: 'page', ...get(page, chooseCookie), status: 200 },
    { name: 'page, of another', ...get(page), status: 410 },
    {
      name: 'start',
      ...post(
        `${page}/start`,
        ids.map((id): [string, string] => ['calendar_id', id]),
      ),
      status: 303,
      location: `${sandboxUrl}/us/permissions/`,
    },
    {
      name: 'cancel',
      ...post(`${page}/cancel`, []),
      status: 303,
      location: `${RETURN_TO}&permission_error=canceled`,
    },
  ]

  async function prepare(operation: 'connect' | 'begin', body: object): Promise<string> {
    const { path, headers } = call(operation, body)
    const { redirect } = await postJson(`${worker.url}${path}`, body, headers)
    return redirect?.url ?? ''
  }

  function post(url: string, fields: [string, string][]) {
    return {
      method: 'POST',
      path: pathOf(url),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        cookie: chooseCookie,
      },
      body: new URLSearchParams(fields).toString(),
    } as const
  }
}

function get(url: string, cookie?: string) {
  return { method: 'GET', path: pathOf(url), headers: cookie === undefined ? {} : { cookie } } as const
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return `${pathname}${search}`
}
