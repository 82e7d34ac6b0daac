/**
 * What a flow costs in calls and bytes: counted, so the same on every machine.
 *
 * @module
 */
import { createSandbox, type Sandbox } from '../../edge/sandbox/index.ts'
import { type ExtendedPermissionsOptions, extendedPermissions } from '../../edge/worker/module.ts'
import type { Account } from '../../src/account.ts'
import { createClient } from '../../src/client/client.ts'
import { cookieByteLength, MAX_COOKIE_BYTES } from '../../src/sealing/cookie-size.ts'
import { createKeyRing, createSealingKey } from '../../src/sealing/key-ring.ts'
import { measuredRow, type Row } from './figures.ts'
import { calendarList } from './provider.ts'
import type { Section } from './section.ts'

const RETURN_URL = 'https://app.example.com/permissions/return'
const RETURN_TO = 'https://app.example.com/settings'
const SANDBOX_URL = 'http://127.0.0.1:4010'

/** As many characters as go through every server, proxy and browser that is known. */
const MAX_URL_CHARACTERS = 2000

/** Each way a flow can go, with as few calls and redirects as there can be. */
const FLOWS: readonly (readonly [name: string, ways: FlowKind, limits: { calls: number; redirects: number }])[] = [
  ['accepted', { account: 'apple', decision: 'accept' }, { calls: 3, redirects: 3 }],
  ['rejected', { account: 'apple', decision: 'reject' }, { calls: 3, redirects: 3 }],
  ['Enterprise Connect', { account: 'enterprise' }, { calls: 3, redirects: 1 }],
  ['already granted', { account: 'apple', decision: 'accept', again: true }, { calls: 1, redirects: 1 }],
]

interface FlowKind {
  readonly account: string
  readonly decision?: 'accept' | 'reject'
  /** Whether it is the second flow, after a first that went the same way. */
  readonly again?: boolean
}

export const calls: Section = {
  name: 'calls',
  about: 'Counted, for the module: calls to the provider, redirects of the browser, bytes and characters.',
  async measure() {
    const flows = await Promise.all(
      FLOWS.map(async ([name, kind, limits]) => {
        const { calls, redirects } = await countFlow(kind)
        return [
          measuredRow(`${name}: calls to the provider`, [calls.length], {
            limit: { atMost: limits.calls },
            note: calls.join(', '),
          }),
          measuredRow(`${name}: redirects`, [redirects], { limit: { atMost: limits.redirects } }),
        ]
      }),
    )
    const lengths: Row[] = []
    for (const count of [1, 10, 100, 250]) {
      const { url, cookie } = await measureState(count, 'query')
      const limit = count <= 100 ? { limit: { atMost: MAX_URL_CHARACTERS } } : {}
      lengths.push(measuredRow(`${plural(count)}: return address, characters`, [url], limit))
      lengths.push(measuredRow(`${plural(count)}: cookies, bytes`, [cookie], { limit: { atMost: 0 } }))
      const cookieState = await measureState(count, 'cookie')
      const fits = { limit: { atMost: MAX_COOKIE_BYTES } }
      lengths.push(
        measuredRow(`${plural(count)}: cookie with \`stateTransport: 'cookie'\`, bytes`, [cookieState.cookie], fits),
      )
    }
    return {
      tables: [
        { figure: 'flow', ours: 'count', rows: flows.flat() },
        { figure: 'asked for', ours: 'length', rows: lengths },
      ],
    }
  },
}

/** Walks through a flow with the sandbox, and counts: each 303 of ours, and the provider's back to us. */
async function countFlow({
  account,
  decision,
  again = false,
}: FlowKind): Promise<{ calls: string[]; redirects: number }> {
  const sandbox = createSandbox()
  const providerCalls: string[] = []
  const accessToken = await tokenOf(sandbox, account)
  const app = createModule({
    account: { dataCenter: 'us', accessToken, subject: 'user-1' },
    fetch: (request) => {
      providerCalls.push(`${request.method} ${new URL(request.url).pathname.replace(/^\/us/, '')}`)
      return sandbox.fetch(request)
    },
  })
  let redirects = 0
  const followRedirect = (response: Response): string => {
    const location = requireLocation(response)
    redirects += 1
    return location
  }
  const runFlow = async (): Promise<void> => {
    const started = followRedirect(await post(app))
    if (started.startsWith(RETURN_TO) || decision === undefined) return
    const back = await decide(sandbox, started, decision)
    redirects += 1
    followRedirect(await app.request(back.replace(/^https:\/\/[^/]+\/permissions/, '')))
  }
  if (again) {
    await runFlow()
    providerCalls.splice(0)
    redirects = 0
  }
  await runFlow()
  return { redirects, calls: providerCalls }
}

/** What a flow for so many calendars makes a browser carry. */
async function measureState(
  count: number,
  stateTransport: 'query' | 'cookie',
): Promise<{ url: number; cookie: number }> {
  let url = 0
  const app = createModule({
    account: { dataCenter: 'us', accessToken: 'token', subject: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' },
    stateTransport,
    fetch: async (request) => {
      if (request.method === 'GET') return json(calendarList(count, 'sandbox'))
      const { redirect_uri: redirectUri } = (await request.json()) as { redirect_uri: string }
      url = redirectUri.length
      return json(JSON.stringify({ permissions_request: { url: `${SANDBOX_URL}/us/permissions/req_1` } }))
    },
  })
  const response = await post(app)
  requireLocation(response)
  const [pair = ''] = (response.headers.get('set-cookie') ?? '').split(';')
  const [name = '', value = ''] = pair.split('=')
  return { url, cookie: cookieByteLength(name, value) }
}

type Module = ReturnType<typeof extendedPermissions>

function createModule(options: {
  account: Account
  fetch: (request: Request) => Response | Promise<Response>
  stateTransport?: NonNullable<ExtendedPermissionsOptions['stateTransport']>
}): Module {
  const { account, fetch, stateTransport = 'query' } = options
  return extendedPermissions({
    redirectUri: RETURN_URL,
    allowedReturnUrls: [RETURN_TO],
    keys: createKeyRing([createSealingKey()]),
    getAccount: () => account,
    client: createClient({ fetch, sandboxUrl: SANDBOX_URL }),
    maxCalendars: 250,
    stateTransport,
  })
}

function post(app: Module): Response | Promise<Response> {
  return app.request('/start', {
    method: 'POST',
    body: new URLSearchParams({ all_calendars: 'true' }),
    headers: { 'sec-fetch-site': 'same-origin' },
  })
}

/** Where an answer leads. Rejects where that is not what a flow that goes well does. */
function requireLocation(response: Response): string {
  const location = response.headers.get('location')
  if (response.status !== 303 || location === null || location.includes('permission_error')) {
    throw new Error(`Cannot measure: the answer is ${response.status}, to ${location}`)
  }
  return location
}

async function tokenOf(sandbox: Sandbox, account: string): Promise<string> {
  const response = await control(sandbox, 'tokens', { account, data_center: 'us' })
  return (response as { access_token: string }).access_token
}

/** Decides as a user does on the access page: its form is answered with a redirect to what this gives. */
async function decide(sandbox: Sandbox, url: string, decision: string): Promise<string> {
  return ((await control(sandbox, 'decisions', { url, decision })) as { redirect_to: string }).redirect_to
}

async function control(sandbox: Sandbox, path: string, body: object): Promise<unknown> {
  const request = new Request(`${SANDBOX_URL}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const response = await sandbox.fetch(request)
  if (!response.ok) throw new Error(`Cannot measure: the sandbox answered ${response.status} ${await response.text()}`)
  return response.json()
}

function json(body: string): Response {
  return new Response(body, { headers: { 'content-type': 'application/json' } })
}

function plural(count: number): string {
  return count === 1 ? '1 calendar' : `${count} calendars`
}
