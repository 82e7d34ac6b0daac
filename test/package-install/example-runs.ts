import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { expect } from 'vitest'
import type { FaultEntry } from '../../edge/sandbox/index.ts'
import type { ConnectHandler } from '../../src/handler/connect/connect-handler.ts'
import type { Tokens } from '../../src/oauth.ts'
import { OTHER_KEY } from '../helpers/fixtures.ts'
import type { ExampleEnv } from './example-env.ts'

/** One run of an example, and what has to come of it. */
export interface Run {
  /** A piece of the example: it is not to be taken for another when one is put before it. */
  readonly matches: string
  /** Whether the user is back from the access page, having accepted. */
  readonly hasAccepted?: boolean
  /** What the provider does wrong. */
  readonly faults?: readonly FaultEntry[]
  /** What of the example is looked at: a name in it. */
  readonly returns?: string
  /** @param value What was named; what a function returned before; or what a module exports as its default. */
  readonly check: (value: unknown, testEnv: ExampleEnv) => void | Promise<void>
}

interface App {
  request(path: string, init?: RequestInit): Promise<Response>
}

/** The module, mounted: the whole flow. */
const MODULE_RUN: Run = {
  matches: 'extendedPermissions({',
  returns: 'app',
  async check(got, { accept, recordedOutcomes }) {
    const app = got as App
    const headers = { 'sec-fetch-site': 'same-origin' }
    const start = await app.request('/permissions/start', {
      method: 'POST',
      headers,
      body: new URLSearchParams({ all_calendars: 'true' }),
    })
    const back = await app.request(await accept(start.headers.get('location') ?? ''))
    expect(back.headers.get('location')).toBe('https://app.example.com/settings?permission_status=granted')
    expect(recordedOutcomes).toMatchObject([{ status: 'granted', subject: 'user-1' }])
  },
}

/** A user is back from the access page, and goes on with the outcome. */
const PERMISSION_HANDLER_RUN: Run = {
  matches: 'createPermissionHandler({',
  hasAccepted: true,
  returns: 'response',
  check(got, { recordedOutcomes }) {
    const location = (got as Response).headers.get('location')
    expect(location).toBe('https://app.example.com/settings?permission_status=granted')
    expect(recordedOutcomes).toMatchObject([{ status: 'granted', subject: 'user-1' }])
  },
}

/** A user who connects is sent to the page of the data center that the example names. */
function expectSignIn(response: Response): void {
  const url = new URL(response.headers.get('location') ?? '')
  expect(url.origin + url.pathname).toBe('https://app.cronofy.com/oauth/authorize')
  expect(url.searchParams.get('redirect_uri')).toBe('https://app.example.com/cronofy/callback/us')
}

const CONNECT_RUN: Run = {
  matches: 'createConnectHandler({',
  returns: 'connect',
  async check(got) {
    const { fetch } = got as ConnectHandler<{ userId: string }>
    expectSignIn(await fetch(new Request('https://app.example.com/cronofy/connect/us'), { userId: 'user-1' }))
  },
}

interface OAuthFunctions {
  connect(): Promise<{ url: string; state: string; codeVerifier: string }>
  callback(url: URL, cookie: { state: string; codeVerifier: string }): Promise<Tokens>
  refresh(refreshToken: string): Promise<Tokens>
  disconnect(token: string): Promise<void>
}

/** A user connects, the tokens are refreshed, and the user disconnects. */
const OAUTH_RUN: Run = {
  matches: 'exchangeCode(',
  returns: '{ connect, callback, refresh, disconnect }',
  async check(got) {
    const { connect, callback, refresh, disconnect } = got as OAuthFunctions
    const { url, ...cookie } = await connect()
    const signedIn = await fetch(url, { method: 'POST', body: new URLSearchParams({ account: 'google' }) })
    const tokens = await callback(new URL(signedIn.headers.get('location') ?? ''), cookie)
    expect(tokens).toMatchObject({ scope: 'read_write', providerName: 'google' })
    const { accessToken, refreshToken = '' } = await refresh(tokens.refreshToken ?? '')
    expect(accessToken).not.toBe(tokens.accessToken)
    await disconnect(refreshToken)
    await expect(refresh(refreshToken)).rejects.toMatchObject({ code: 'invalid_grant' })
  },
}

/** The tokens end at Cronofy, and then in the store. A user without a connection has none to end. */
const DISCONNECT_RUN: Run = {
  matches: 'revokeTokens(',
  returns: 'disconnect',
  async check(got, { account }) {
    const disconnect = got as (userId: string, application: object, store: object) => Promise<void>
    const application = { dataCenter: 'de', clientId: 'sandbox', clientSecret: 'sandbox-secret' }
    const removed: string[] = []
    const remove = async (userId: string) => void removed.push(userId)
    const listCalendars = () =>
      fetch('https://api-de.cronofy.com/v1/calendars', { headers: { authorization: `Bearer ${account.accessToken}` } })
    await disconnect('user-2', application, { load: async () => null, remove })
    expect((await listCalendars()).status).toBe(200)
    await disconnect('user-1', application, { load: async () => account, remove })
    expect((await listCalendars()).status).toBe(401)
    expect(removed).toEqual(['user-1'])
  },
}

/** Who is not signed in goes to the sign-in. Other errors are shown. */
const ERROR_PAGE_RUN: Run = {
  matches: 'renderError:',
  returns: 'permissions',
  async check(got) {
    const app = new Hono().route('/permissions', got as Hono)
    const post = (site: string) =>
      app.request('https://app.example.com/permissions/start', {
        method: 'POST',
        headers: { 'sec-fetch-site': site },
        body: new URLSearchParams({ all_calendars: 'true' }),
      })
    const signedOut = await post('same-origin')
    expect([signedOut.status, signedOut.headers.get('location')]).toEqual([303, '/sign-in'])
    const blocked = await post('cross-site')
    expect(blocked.status).toBe(403)
    expect(await blocked.text()).toContain('Something went wrong (cross_site_request).')
  },
}

/** The user is sent away. */
const BEGIN_RUN: Run = {
  matches: 'begin({',
  check(got) {
    expect((got as Response).status).toBe(303)
    expect((got as Response).headers.get('location')).toMatch(/^https:\/\/app-de\.cronofy\.com\/permissions\/./)
  },
}

const BEGIN_AND_COMPLETE: readonly Run[] = [
  BEGIN_RUN,
  {
    matches: 'complete({',
    hasAccepted: true,
    check: (_, { printed }) => expect(printed).toEqual(['Work true', 'Home true']),
  },
]

const COMPLETE_RUN: Run = {
  matches: 'complete({',
  hasAccepted: true,
  returns: 'outcome',
  check: (got) => expect(got).toMatchObject({ status: 'granted', calendars: [{ granted: true }, { granted: true }] }),
}

/** A sandbox of its own, and a client that reaches it. */
const SANDBOX_RUN: Run = {
  matches: 'createSandbox(',
  returns: '{ sandbox, client }',
  async check(got) {
    const { sandbox, client } = got as {
      sandbox: { fetch(request: Request): Promise<Response> }
      client: { listCalendars(caller: object): Promise<unknown[]> }
    }
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
    const body = JSON.stringify({ account: 'apple', data_center: 'de' })
    const made = await sandbox.fetch(new Request('http://127.0.0.1:4010/sandbox/tokens', { ...init, body }))
    const { access_token: accessToken } = (await made.json()) as { access_token: string }
    expect(await client.listCalendars({ dataCenter: 'de', accessToken })).toHaveLength(2)
  },
}

interface Worker {
  fetch(request: Request, environment: object): Promise<Response>
}

const ENVIRONMENT = {
  PUBLIC_URL: 'https://connect.example.com',
  SEALING_KEYS: OTHER_KEY,
  API_KEYS: `backend:${OTHER_KEY}`,
  ALLOWED_RETURN_URLS: 'https://app.example.com/settings',
}

/** A backend begins a request at a worker. */
function beginRequest({ fetch }: Worker, { account }: ExampleEnv, more: object = {}): Promise<Response> {
  const request = new Request(`${ENVIRONMENT.PUBLIC_URL}/permission-requests`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OTHER_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      data_center: account.dataCenter,
      access_token: account.accessToken,
      subject: account.subject,
      all_calendars: true,
      return_to: ENVIRONMENT.ALLOWED_RETURN_URLS,
    }),
  })
  return fetch(request, { ...ENVIRONMENT, ...more })
}

const FUNNEL_RUN: Run = {
  matches: 'FUNNEL',
  async check(got, testEnv) {
    const points: { indexes: string[]; blobs: string[] }[] = []
    const writeDataPoint = (point: (typeof points)[number]) => points.push(point)
    expect((await beginRequest(got as Worker, testEnv, { FUNNEL: { writeDataPoint } })).status).toBe(200)
    expect(points.map(({ indexes, blobs }) => [...indexes, ...blobs.slice(0, 2)])).toEqual([
      ['de', 'permission_requested', ''],
      ['de', 'redirect_issued', ''],
    ])
  },
}

/** A person signs in at the connect app, and the application receives the tokens. */
const HOOKS_RUN: Run = {
  matches: 'onTokensRenewed:',
  async check(got, { recordedOutcomes }) {
    const credentials = { CRONOFY_DE_CLIENT_ID: 'sandbox', CRONOFY_DE_CLIENT_SECRET: 'sandbox-secret' }
    const open = (url: string, cookie = '') =>
      (got as Worker).fetch(new Request(url, { headers: { cookie } }), { ...ENVIRONMENT, ...credentials })
    const begun = await open(`${ENVIRONMENT.PUBLIC_URL}/connect/de`)
    const body = new URLSearchParams({ account: 'apple' })
    const signedIn = await fetch(begun.headers.get('location') ?? '', { method: 'POST', body })
    const [cookie = ''] = begun.headers.getSetCookie().map((line) => line.replace(/;.*/, ''))
    const back = await open(signedIn.headers.get('location') ?? '', cookie)
    expect(back.headers.get('location')).toBe('/calendars')
    expect(recordedOutcomes).toMatchObject([{ providerName: 'apple', scope: 'read_write' }])
  },
}

/** A person opens a page. */
async function readPage({ fetch }: Worker, path: string, language = 'en'): Promise<string> {
  const headers = { 'accept-language': language, 'sec-fetch-site': 'cross-site' }
  return (await fetch(new Request(ENVIRONMENT.PUBLIC_URL + path, { headers }), {})).text()
}

/** A worker whose pages are an application's own. */
const CUSTOM_PAGES: Run = {
  matches: 'messages: {',
  returns: 'worker',
  async check(got) {
    const ask = (path: string, language?: string) => readPage(got as Worker, path, language)
    expect(await ask('/')).toContain('<h1>Let Example plan your week</h1>')
    expect(await ask('/', 'ga-IE')).toContain('<html lang="ga"')
    expect(await ask('/nowhere')).toContain('Extended Permissions</title>')
  },
}

/** The same, beside routes of the application. */
const CUSTOM_ROUTES: Run = {
  matches: '/own.css',
  async check(got, testEnv) {
    await CUSTOM_PAGES.check(got, testEnv)
    const ask = (path: string, language?: string) => readPage(got as Worker, path, language)
    expect(await ask('/own.css')).toContain('teal')
    expect(await ask('/', 'de-AT')).toContain('Ihre Woche, von Example geplant')
    expect(await ask('/', 'de')).not.toContain('Example geplant')
    expect(await ask('/connect/permissions/return?request=x')).toContain('href="/own.css"')
  },
}

/** A worker with which a backend begins a request. */
function fetchHandlerRun(matches: string): Run {
  return {
    matches,
    check: async (got, testEnv) =>
      expect(await (await beginRequest(got as Worker, testEnv)).json()).toMatchObject({ status: 'redirect' }),
  }
}

const SERVICE_HANDLER_RUN: Run = fetchHandlerRun('createServiceFetchHandler(')

/** How each example is run, by its name. One that is not here fails the tests. */
export const RUNS: Readonly<Record<string, readonly Run[]>> = {
  'docs/guides/tokens.md 1': [OAUTH_RUN],
  'docs/guides/tokens.md 2': [DISCONNECT_RUN],
  'docs/reference/handler-options.md 1': [ERROR_PAGE_RUN],
  'docs/guides/branding.md 1': [CUSTOM_ROUTES],
  'docs/guides/deploy.md 1': [SERVICE_HANDLER_RUN],
  'docs/guides/deploy.md 2': [HOOKS_RUN],
  'docs/guides/monitoring.md 1': [FUNNEL_RUN],
  'docs/guides/testing.md 1': [SANDBOX_RUN],
  'docs/reference/library.md 1': BEGIN_AND_COMPLETE,
  'docs/reference/errors.md 1': [
    { matches: 'catch', check: (_, { printed }) => expect(printed).toEqual([]) },
    {
      matches: 'retryAfter',
      faults: [{ route: 'GET /v1/calendars', fault: 'status', status: 429, retry_after: '30' }],
      check: (_, { printed }) => expect(printed).toEqual(['too many requests: wait 30 seconds']),
    },
  ],
  'edge/worker/worker.ts 1': [CUSTOM_PAGES],
  'edge/worker/worker.ts 2': [fetchHandlerRun('createFetchHandler(')],
  'edge/worker/service-worker.ts 1': [{ ...fetchHandlerRun('createServiceWorker('), returns: 'worker' }],
  'edge/worker/service-worker.ts 2': [SERVICE_HANDLER_RUN],
  'src/client/client.ts 1': [
    { matches: 'listCalendars(', returns: 'calendars', check: (got) => expect(got).toHaveLength(2) },
  ],
  'src/index.ts 1': [COMPLETE_RUN],
  'src/oauth.ts 1': [
    {
      matches: 'exchangeCode(',
      returns: 'handleCallback',
      check: async (got) => {
        const exchange = got as (url: URL, state: string) => Promise<unknown>
        const callback = new URL('https://app.example.com/callback?code=unknown&state=example-state')
        await expect(exchange(callback, 'example-state')).rejects.toMatchObject({ code: 'invalid_grant' })
        await expect(exchange(callback, 'other-state')).rejects.toMatchObject({
          code: 'invalid_authorization_response',
        })
      },
    },
  ],
  'src/oauth.ts 2': [
    {
      matches: 'refreshTokens(',
      returns: 'refresh',
      check: async (got) => {
        const refresh = got as (refreshToken: string) => Promise<unknown>
        await expect(refresh('unknown')).rejects.toMatchObject({ code: 'invalid_grant' })
      },
    },
  ],
  'src/oauth.ts 3': [
    {
      matches: 'revokeTokens(',
      returns: 'accessToken',
      async check(got) {
        const request = new Request('https://api-de.cronofy.com/v1/calendars', {
          headers: { authorization: `Bearer ${got}` },
        })
        expect((await fetch(request)).status).toBe(401)
      },
    },
  ],
  'src/oauth-values.ts 1': [
    {
      matches: 'createPkce(',
      returns: 'url',
      check: (got) => expect(new URL(String(got)).searchParams.get('code_challenge_method')).toBe('S256'),
    },
  ],
  'src/sealing/key-ring.ts 1': [
    {
      matches: 'createKeyRing(',
      returns: "await keys.keysFor('session')",
      check: (got) => expect(new Set((got as { kid: string }[]).map(({ kid }) => kid)).size).toBe(2),
    },
  ],
  'src/flow/return-url.ts 1': [
    {
      matches: 'parseReturnUrl(',
      hasAccepted: true,
      returns: 'sealedRequest',
      check: (got) => expect(got).toMatch(/^eyJ/),
    },
  ],
  'src/flow/flow.ts 1': [BEGIN_RUN],
  'src/flow/flow.ts 2': [COMPLETE_RUN],
  'src/flow/flow.ts 3': [
    { matches: 'readPermissions({', returns: 'missing.length', check: (got) => expect(got).toBe(2) },
    { matches: 'readPermissions({', hasAccepted: true, returns: 'missing.length', check: (got) => expect(got).toBe(0) },
  ],
  'edge/sandbox/index.ts 1': [
    { matches: '/sandbox/tokens', returns: 'access_token', check: (got) => expect(got).toMatch(/^at_de_/) },
  ],
  'edge/worker/module.ts 1': [MODULE_RUN],
  'edge/worker/connect-module.ts 1': [
    {
      matches: 'cronofyConnect({',
      returns: 'app',
      check: async (got) => expectSignIn(await (got as App).request('/cronofy/connect/us')),
    },
  ],
  'src/handler/index.ts 1': [PERMISSION_HANDLER_RUN],
  'src/handler/permission/permission-handler.ts 1': [PERMISSION_HANDLER_RUN],
  'src/handler/connect/connect-handler.ts 1': [CONNECT_RUN],
  'src/handler/http/to-request.ts 1': [
    {
      matches: 'sendResponse(',
      returns: 'handlePermissions',
      async check(got) {
        const handler = got as RequestListener
        const server = createServer(handler).listen(0, '127.0.0.1')
        await once(server, 'listening')
        const { port } = server.address() as AddressInfo
        const [response] = (await once(get({ host: '127.0.0.1', port }), 'response')) as [IncomingMessage]
        server.close()
        expect([response.statusCode, response.headers['x-from']]).toEqual([403, 'handler'])
        response.resume()
      },
    },
  ],
  'src/handler/token-manager.ts 1': [
    {
      matches: 'createTokenManager({',
      returns: "await getAccount({ userId: 'user-1' }, { deadlineMs: Date.now() + 12_000 })",
      check: (got, { account }) => expect(got).toEqual(account),
    },
  ],
}
