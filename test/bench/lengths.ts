/**
 * Counts the characters of URLs and the bytes of cookies in a flow. The results are the same on every machine.
 *
 * @module
 */
import { createClient } from '../../src/client/client.ts'
import { cookieByteLength, MAX_COOKIE_BYTES } from '../../src/sealing/cookie-size.ts'
import { createServiceTestEnv } from '../helpers/service-test-env.ts'
import { SANDBOX_URL } from './emulator.ts'
import { measuredRow, type Row } from './figures.ts'
import { createModule, postStart, REDIRECT_URI, RETURN_TO, requireLocation } from './module-app.ts'
import { calendarList } from './provider.ts'
import type { Section } from './section.ts'

/** The length of a URL that all known servers, proxies, and browsers accept. */
const MAX_URL_CHARACTERS = 2000

/** A short subject, as long as a UUID. */
const UUID_SUBJECT = 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'

/** The largest supported request: 250 calendars, a subject of 128 bytes, and URLs of these lengths. */
const LARGEST = {
  calendars: 250,
  subject: 'ü'.repeat(64),
  redirectUri: urlOfLength(60, '/permissions/return'),
  returnTo: urlOfLength(40, '/settings'),
} as const

export const lengths: Section = {
  name: 'lengths',
  about: 'Counted: the characters of URLs and the bytes of cookies that a flow makes a browser carry.',
  async measure() {
    const rows: Row[] = []
    const limit = { limit: { atMost: MAX_URL_CHARACTERS } }
    for (const count of [1, 10, 100, 250]) {
      const options = { calendars: count, subject: UUID_SUBJECT, redirectUri: REDIRECT_URI, returnTo: RETURN_TO }
      const { url, cookie } = await measureModule(options, 'query')
      rows.push(measuredRow(`${plural(count)}: redirect URI, characters`, [url.length], limit))
      rows.push(measuredRow(`${plural(count)}: cookies, bytes`, [cookie], { limit: { atMost: 0 } }))
      const withCookie = await measureModule(options, 'cookie')
      const fits = { limit: { atMost: MAX_COOKIE_BYTES } }
      rows.push(
        measuredRow(`${plural(count)}: cookie with \`stateTransport: 'cookie'\`, bytes`, [withCookie.cookie], fits),
      )
    }
    const denied = `${(await measureModule(LARGEST, 'query')).url}&error=access_denied`
    const returned = await measureServiceReturn(LARGEST)
    return {
      tables: [
        { figure: 'asked for', ours: 'length', rows },
        {
          figure: 'the longest URLs of a return, rejected, characters',
          ours: 'length',
          rows: [
            measuredRow('redirect URI with `request` and `error`', [denied.length], limit),
            measuredRow('`return_to` with `sealed_request` and `permission_error`, of the service', [returned], limit),
          ],
        },
      ],
      notes: [
        `The longest URLs are those of a request for ${LARGEST.calendars} calendars with a subject of 128 bytes, a redirect URI of ` +
          `${LARGEST.redirectUri.length} characters, and a \`return_to\` of ${LARGEST.returnTo.length}.`,
      ],
    }
  },
}

interface Flow {
  readonly calendars: number
  readonly subject: string
  readonly redirectUri: string
  readonly returnTo: string
}

/** Runs `start` of the module. Returns the redirect URI, and the length of the cookie in bytes. */
async function measureModule(
  { calendars, subject, redirectUri, returnTo }: Flow,
  stateTransport: 'query' | 'cookie',
): Promise<{ url: string; cookie: number }> {
  let url = ''
  const app = createModule({
    redirectUri,
    allowedReturnUrls: [returnTo],
    stateTransport,
    getAccount: () => ({ dataCenter: 'us', accessToken: 'token', subject }),
    client: createClient({
      sandboxUrl: SANDBOX_URL,
      fetch: async (request) => {
        if (request.method === 'POST') url = await redirectUriOf(request)
        return respond(request, calendars)
      },
    }),
  })
  const response = await postStart(app)
  requireLocation(response)
  const [pair = ''] = (response.headers.get('set-cookie') ?? '').split(';')
  const [name = '', value = ''] = pair.split('=')
  return { url, cookie: cookieByteLength(name, value) }
}

/** Returns the length of the URL to which the service's return step redirects after a rejection. */
async function measureServiceReturn({ calendars, subject, returnTo }: Flow): Promise<number> {
  let url = ''
  const testEnv = createServiceTestEnv({
    overrides: { ALLOWED_RETURN_URLS: returnTo },
    intercept: async (request) => {
      if (request.method === 'POST') url = await redirectUriOf(request)
      return respond(request, calendars)
    },
  })
  await testEnv.begin({ data_center: 'us', access_token: 'token', subject, return_to: returnTo })
  return (await testEnv.openReturnUrl(`${url}&error=access_denied`)).href.length
}

async function redirectUriOf(request: Request): Promise<string> {
  return ((await request.clone().json()) as { redirect_uri: string }).redirect_uri
}

/** Responds like Cronofy for a user with this number of calendars. */
function respond({ method }: Request, calendars: number): Response {
  const body =
    method === 'GET'
      ? calendarList(calendars, 'sandbox')
      : JSON.stringify({ permissions_request: { url: `${SANDBOX_URL}/us/permissions/req_1` } })
  return new Response(body, { headers: { 'content-type': 'application/json' } })
}

function urlOfLength(length: number, path: string): string {
  const fixed = `https://.example.com${path}`
  return fixed.replace('//', `//${'a'.repeat(length - fixed.length)}`)
}

function plural(count: number): string {
  return count === 1 ? '1 calendar' : `${count} calendars`
}
