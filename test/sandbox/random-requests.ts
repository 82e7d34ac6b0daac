/**
 * Requests as nobody in their right mind would send them, and a few good ones; for the tests that no request whatever
 * brings the sandbox down.
 *
 * @module
 */
import fc from 'fast-check'
import { createSandbox, defaultSeed, SANDBOX_DATA_CENTERS, type Seed } from '../../edge/sandbox/index.ts'
import { CLIENT, permissionsBody } from './sandbox-client.ts'

/** A request as data, so that a counterexample can be read. Words in braces stand for what earlier answers have given. */
export interface RandomRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string | Uint8Array<ArrayBuffer> | undefined
  /** Whether the body comes in pieces, and nothing says how long it is. */
  readonly isChunked?: boolean
}

/** What came of the requests. */
export interface RandomRun {
  /** Every answer as `POST /v1/permissions 422`, and how often it came; `* 404` where it is no operation. */
  readonly responses: ReadonlyMap<string, number>
  /** The answers with 5xx, and requests that were not answered. */
  readonly failures: readonly string[]
}

/** Without the account whose 250 calendars make every answer long. */
const seed: Seed = { ...defaultSeed, accounts: defaultSeed.accounts.filter(({ name }) => name !== 'many-calendars') }

const REDIRECT_URI = 'https://app.example.com/back?a=b'
const AUTHORIZE = `/oauth/authorize?${new URLSearchParams({
  response_type: 'code',
  client_id: CLIENT.client_id,
  redirect_uri: REDIRECT_URI,
  scope: 'read_write',
})}`

/** What a sandbox knows that nobody has asked anything. */
const state = (await (
  await createSandbox({ seed }).fetch(new Request('http://127.0.0.1/sandbox/state'))
).json()) as Record<string, unknown>

interface Route {
  readonly method: string
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
}

/** The routes, those of the operations first, each with a body that it takes, as JSON and as a form. */
const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/v1/calendars' },
  { method: 'GET', path: '/v1/userinfo' },
  { method: 'POST', path: '/v1/permissions', body: { ...permissionsBody(['cal_us_google1_work'], REDIRECT_URI) } },
  {
    method: 'POST',
    path: '/oauth/token',
    body: { ...CLIENT, grant_type: 'authorization_code', code: '{code}', redirect_uri: REDIRECT_URI },
  },
  {
    method: 'POST',
    path: '/oauth/token',
    body: { ...CLIENT, grant_type: 'refresh_token', refresh_token: '{refresh_token}' },
  },
  { method: 'GET', path: AUTHORIZE },
  { method: 'POST', path: AUTHORIZE, body: { account: 'google' } },
  { method: 'GET', path: '{page}' },
  { method: 'POST', path: '{page}', body: { decision: 'accept-selected', calendar_id: 'cal_us_google1_work' } },
  { method: 'GET', path: '/' },
  { method: 'GET', path: '/sandbox/accounts' },
  { method: 'POST', path: '/sandbox/tokens', body: { account: 'google', data_center: 'us' } },
  { method: 'POST', path: '/sandbox/decisions', body: { url: 'http://127.0.0.1{page}', decision: 'accept' } },
  { method: 'GET', path: '/sandbox/requests' },
  { method: 'GET', path: '/sandbox/state' },
  { method: 'PUT', path: '/sandbox/state', body: state },
  { method: 'POST', path: '/sandbox/clock', body: { advance_seconds: 60 } },
  {
    method: 'PUT',
    path: '/sandbox/faults',
    // Nothing that answers with 5xx or not at all: that would be asked for.
    body: { faults: [{ route: 'GET /v1/calendars', fault: 'status', status: 429, count: 1 }], seed: 1 },
  },
  { method: 'DELETE', path: '/sandbox/faults' },
  { method: 'POST', path: '/sandbox/expire', body: { access_token: '{access_token}' } },
  { method: 'GET', path: '/sandbox/behaviors' },
  { method: 'PUT', path: '/sandbox/behaviors', body: { empty_unauthorized: true, single_use_url: false } },
  { method: 'DELETE', path: '/sandbox/behaviors' },
  { method: 'GET', path: '/sandbox' },
  { method: 'POST', path: '/sandbox/inspector/clock', body: { advance_seconds: '60' } },
  { method: 'POST', path: '/sandbox/inspector/faults', body: { action: 'clear' } },
  { method: 'POST', path: '/sandbox/inspector/decisions', body: { url: '{page}', decision: 'accept' } },
]

/** What makes the tokens so far good for nothing: it comes less often. */
const ENDS: readonly Route[] = [
  { method: 'POST', path: '/oauth/token/revoke', body: { ...CLIENT, token: '{access_token}' } },
  { method: 'POST', path: '/oauth/token/revoke', body: { ...CLIENT, sub: 'acc_us_google' } },
  { method: 'POST', path: '/sandbox/reset' },
  { method: 'POST', path: '/sandbox/inspector/reset' },
]

/** A request to an operation, whatever its data center and its query. */
const OPERATION = new RegExp(
  `^(?:/(?:${SANDBOX_DATA_CENTERS.map(({ id }) => id).join('|')}))?` +
    '(/v1/(?:calendars|userinfo|permissions)|/oauth/token(?:/revoke)?)(?:[?]|$)',
)

/** CONNECT, TRACE and TRACK cannot be made (the Fetch standard forbids them), and in workerd no unregistered one. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']

const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'APPLICATION/JSON;charset="latin1"',
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-8',
  'multipart/form-data; boundary=x',
  'text/plain',
  '',
  ';',
]

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ maxLength: 20 }))
const anyJson = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('', null, 0, -1, 1e308, [], {}, '{access_token}'),
)

/** What a header can carry at all. */
const headerText = fc.stringMatching(/^[ -~]{0,30}$/)

const path = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('/%', '/%zz', '/%00', '/%2f', '//', '/..', '/\\', '/?', '/#', '/;', '/v1') },
  { weight: 3, arbitrary: fc.webPath().map((text) => `/${text}`) },
  { weight: 2, arbitrary: anyText.map((text) => `/${text}`) },
  { weight: 1, arbitrary: anyText.map((text) => `/permissions/${text}`) },
  { weight: 1, arbitrary: fc.constant(`/${'a/'.repeat(3000)}`) },
)

const prefix = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('', '/us') },
  { weight: 2, arbitrary: fc.constantFrom(...SANDBOX_DATA_CENTERS.map(({ id }) => `/${id}`)) },
  { weight: 1, arbitrary: fc.constantFrom('/eu', '/DE', '/us/us', '/sandbox', '/de/sandbox', '/__proto__') },
)

const query = fc.oneof(
  { weight: 8, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.webQueryParameters().map((text) => `&${text}`) },
  { weight: 1, arbitrary: fc.constantFrom('&scope=read_only', '&state=1&state=2', '&redirect_uri=x', '&%', '&a=%ff') },
)

const authorization = fc.oneof(
  { weight: 18, arbitrary: fc.constant('Bearer {access_token}') },
  { weight: 1, arbitrary: fc.constantFrom('bearer {access_token}', 'Bearer {refresh_token}', 'Basic eDp4', 'Bearer') },
  { weight: 1, arbitrary: headerText },
)

const otherHeader = fc.oneof(
  fc.tuple(
    fc.constantFrom('host', 'content-length', 'sec-fetch-site', 'origin', 'cookie', 'accept', 'content-encoding'),
    fc.oneof(headerText, fc.constantFrom('127.0.0.1', 'evil.example', '0', '-1', '1e9', 'NaN', 'cross-site', 'gzip')),
  ),
  fc.tuple(fc.stringMatching(/^[a-z][a-z-]{0,10}$/), headerText),
)

/** A good body, or one some of whose fields are away, of any shape, or more. */
function fieldsLike(valid: Readonly<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(
    Object.entries(valid).map(([name, value]) => [
      name,
      fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: anyJson }),
    ]),
  )
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(valid) },
    { weight: 3, arbitrary: fc.record(fields, { requiredKeys: [] }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.record(fields), fc.dictionary(fc.oneof(anyText, fc.constant('__proto__')), anyJson, { maxKeys: 3 }))
        .map(([good, added]) => ({ ...good, ...added })),
    },
  )
}

function bodyOf(
  valid: Readonly<Record<string, unknown>>,
): fc.Arbitrary<readonly [type: string, body: RandomRequest['body']]> {
  const type = fc.constantFrom(...CONTENT_TYPES)
  const asJson = fieldsLike(valid).map((fields) => ['application/json', JSON.stringify(fields)] as const)
  const asForm = fc
    .tuple(fieldsLike(valid), fc.constantFrom('', '&=', '&%', '&%ff=%zz', '&client_id=sandbox', '&decision', '&&&'))
    .map(([fields, rest]) => {
      const texts = Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ])
      return ['application/x-www-form-urlencoded', `${new URLSearchParams(texts).toString()}${rest}`] as const
    })
  return fc.oneof(
    { weight: 5, arbitrary: asJson },
    { weight: 5, arbitrary: asForm },
    {
      weight: 1,
      arbitrary: fc.tuple(
        type,
        asJson.map(([, body]) => body),
      ),
    },
    { weight: 1, arbitrary: fc.tuple(type, fc.json({ maxDepth: 4 })) },
    { weight: 1, arbitrary: fc.tuple(type, anyText) },
    {
      weight: 1,
      arbitrary: fc.tuple(
        type,
        fc.uint8Array({ maxLength: 50 }).map((bytes) => new Uint8Array(bytes)),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        type,
        fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom('['.repeat(9999), `"${'x'.repeat(70_000)}"`, '{"a":1e9999}') },
          // Longer than the sandbox reads.
          { weight: 1, arbitrary: fc.constant(`"${'x'.repeat(1_100_000)}"`) },
        ),
      ),
    },
  )
}

/** One request. */
export const randomRequest: fc.Arbitrary<RandomRequest> = fc.oneof(
  { weight: 20, arbitrary: fc.oneof(...ROUTES.slice(0, 5).map(requestLike)) },
  { weight: 20, arbitrary: fc.oneof(...ROUTES.slice(5).map(requestLike)) },
  { weight: 1, arbitrary: fc.oneof(...ENDS.map(requestLike)) },
)

function requestLike(route: Route): fc.Arbitrary<RandomRequest> {
  return fc
    .record({
      method: fc.oneof(
        { weight: 12, arbitrary: fc.constant(route.method) },
        { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
      ),
      prefix,
      path: fc.oneof({ weight: 12, arbitrary: fc.constant(route.path) }, { weight: 1, arbitrary: path }),
      query,
      authorization: fc.option(authorization, { freq: 20, nil: undefined }),
      others: fc.oneof(
        { weight: 8, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(otherHeader, { maxLength: 3 }) },
      ),
      isChunked: fc.nat({ max: 5 }).map((number) => number === 5),
      body: fc.option(bodyOf(route.body ?? {}), { freq: route.body === undefined ? 2 : 10, nil: undefined }),
    })
    .map(({ method, prefix, path, query, authorization, others, isChunked, body }) => ({
      method,
      path: `${isRooted(path) ? '' : prefix}${path}${path.includes('?') ? query : query.replace('&', '?')}`,
      headers: [
        ...(authorization === undefined ? [] : [['authorization', authorization] as const]),
        ...(body === undefined ? [] : [['content-type', body[0]] as const]),
        ...others,
      ],
      body: method === 'GET' || method === 'HEAD' ? undefined : body?.[1],
      isChunked,
    }))
}

/** The path of an access page has its data center already, and the routes for tests have none. */
function isRooted(path: string): boolean {
  return path.startsWith('{page') || path.startsWith('/sandbox')
}

/** Sends requests to a new sandbox, one after the other, and then looks whether it still answers. */
export async function sendAll(requests: readonly RandomRequest[]): Promise<RandomRun> {
  const sandbox = createSandbox({ seed })
  const responses = new Map<string, number>()
  const failures: string[] = []
  const known: Record<string, string> = {}

  async function send(sent: RandomRequest, operation: string): Promise<void> {
    const request = toRequest(sent, known)
    if (request === undefined) return
    try {
      const response = await sandbox.fetch(request)
      const text = await response.text()
      const name = `${operation} ${response.status}`
      responses.set(name, (responses.get(name) ?? 0) + 1)
      if (response.status >= 500) failures.push(`${name}: ${text.slice(0, 300)}`)
      else remember(response, text, known)
    } catch (error) {
      failures.push(`${operation} was not answered: ${error}`)
    }
  }

  const tokens = ROUTES.find(({ path }) => path === '/sandbox/tokens')?.body
  await send(
    {
      method: 'POST',
      path: '/sandbox/tokens',
      headers: [['content-type', 'application/json']],
      body: JSON.stringify(tokens),
    },
    'first',
  )
  for (const one of requests) {
    const path = OPERATION.exec(one.path)?.[1]
    await send(one, path === undefined ? '*' : `${one.method} ${path}`)
  }
  for (const path of ['/sandbox/state', '/sandbox/requests']) {
    await send({ method: 'GET', path, headers: [], body: undefined }, 'last')
  }
  return { responses, failures }
}

/** Undefined where no client could send it either. */
function toRequest(
  { method, path, headers, body, isChunked = false }: RandomRequest,
  known: Record<string, string>,
): Request | undefined {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (word, name: string) => known[name] ?? word)
  const url = `http://127.0.0.1:4010${fill(path)}`
  if (!URL.canParse(url)) return undefined
  return new Request(url, {
    method,
    headers: headers.map(([name, value]) => [name, fill(value)] as [string, string]),
    ...(body !== undefined && toBody(typeof body === 'string' ? fill(body) : body, isChunked)),
  })
}

function toBody(body: string | Uint8Array<ArrayBuffer>, isChunked: boolean): RequestInit & { duplex?: 'half' } {
  return isChunked ? { body: new Blob([body]).stream(), duplex: 'half' } : { body }
}

/** Takes tokens, codes and access pages out of an answer. */
function remember(response: Response, text: string, known: Record<string, string>): void {
  const code = /[?&]code=([^&]+)/.exec(response.headers.get('location') ?? '')?.[1]
  if (code !== undefined) known['code'] = code
  for (const name of ['access_token', 'refresh_token']) {
    const found = new RegExp(`"${name}":"([^"]+)"`).exec(text)?.[1]
    if (found?.includes('_us_')) known[name] = found
  }
  const page = /"url":"http:\/\/127\.0\.0\.1:4010(\/us\/permissions\/[^"]+)"/.exec(text)?.[1]
  if (page !== undefined) known['page'] = page
}
