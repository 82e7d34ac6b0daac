/**
 * `deno task test:deno`: what a machine with only Deno can run. The whole suite needs Vitest, and so an installed `node_modules`.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { Hono } from 'hono'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { createWorker, readConfig } from '../../edge/worker/index.ts'
import { extendedPermissions } from '../../edge/worker/module.ts'
import {
  type Account,
  begin,
  complete,
  createAuthorizeUrl,
  createClient,
  createKeyRing,
  exchangeCode,
  parseReturnUrl,
} from '../../src/index.ts'
import { createSealingKey } from '../../src/sealing/key-ring.ts'
import { seal, unseal } from '../../src/sealing/seal.ts'

type Json = Record<string, unknown>

const SANDBOX = 'http://127.0.0.1:4010'
const APPLICATION = { dataCenter: 'de', clientId: 'sandbox', clientSecret: 'sandbox-secret' } as const
const REDIRECT_URI = 'https://app.example.com/permissions/return'
const RETURN_TO = 'https://app.example.com/settings'
const STATE = 'state-1'
const API_KEY = createSealingKey()

function postJson(url: string, body: Json, headers: Record<string, string> = {}): Request {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }
  return new Request(url, { ...init, body: JSON.stringify(body) })
}

/** An emulator, a client that calls it, and a user who is signed in. */
async function setUp() {
  const sandbox = createSandbox()
  const call = async (path: string, body: Json): Promise<Json> =>
    (await sandbox.fetch(postJson(`${SANDBOX}/sandbox/${path}`, body))).json()
  const { access_token } = await call('tokens', { account: 'apple', data_center: 'de' })
  const account: Account = { dataCenter: 'de', accessToken: String(access_token), subject: 'user-1' }
  const client = createClient({ fetch: sandbox.fetch, sandboxUrl: SANDBOX })
  const keys = createKeyRing([createSealingKey()])
  /** Decides in place of the user. Returns the URL that Cronofy sends the user to. */
  const decide = async (url: string | null, decision: 'accept' | 'reject') =>
    String((await call('decisions', { url, decision }))['redirect_to'])
  return { sandbox, account, client, keys, decide }
}

/** Signs in as `apple`. Returns the URL of the callback, with the code. */
async function authorize({ sandbox, client }: Pick<Awaited<ReturnType<typeof setUp>>, 'sandbox' | 'client'>) {
  const request = { redirectUri: REDIRECT_URI, scope: 'read_write', state: STATE }
  const url = createAuthorizeUrl(client, APPLICATION, request)
  const init = { method: 'POST', body: new URLSearchParams({ account: 'apple' }), headers: { origin: SANDBOX } }
  const response = await sandbox.fetch(new Request(url, init))
  return new URL(response.headers.get('location') ?? '')
}

Deno.test('unseal() returns undefined when the key differs or the seal was changed', async () => {
  const keys = createKeyRing([createSealingKey()])
  const sealed = await seal(keys, new TextEncoder().encode('secret'), 'test')
  assert.equal(await unseal(createKeyRing([createSealingKey()]), sealed, 'test'), undefined)
  assert.equal(await unseal(keys, `${sealed.slice(0, -3)}AAA`, 'test'), undefined)
})

Deno.test('unseal() returns what seal() sealed', async () => {
  const keys = createKeyRing([createSealingKey()])
  const sealed = await seal(keys, new TextEncoder().encode('secret'), 'test')
  assert.equal(new TextDecoder().decode(await unseal(keys, sealed, 'test')), 'secret')
})

Deno.test('exchangeCode() rejects when the state differs or the secret is wrong', async () => {
  const { sandbox, client } = await setUp()
  const url = await authorize({ sandbox, client })
  const callback = { url, state: STATE, redirectUri: REDIRECT_URI }
  const differs = exchangeCode(client, APPLICATION, { ...callback, state: 'other' })
  await assert.rejects(differs, { name: 'AuthorizationError', code: 'invalid_authorization_response' })
  const wrong = exchangeCode(client, { ...APPLICATION, clientSecret: 'wrong' }, callback)
  await assert.rejects(wrong, { name: 'ProviderError', code: 'client_credentials_rejected' })
})

Deno.test('exchangeCode() returns tokens when the user has signed in', async () => {
  const { sandbox, client } = await setUp()
  const url = await authorize({ sandbox, client })
  const tokens = await exchangeCode(client, APPLICATION, { url, state: STATE, redirectUri: REDIRECT_URI })
  assert.match(tokens.accessToken, /^at_de_/)
  assert.equal(tokens.providerName, 'apple')
})

for (const [decision, status] of [
  ['reject', 'rejected'],
  ['accept', 'granted'],
] as const) {
  Deno.test(`complete() returns ${status} when the decision is ${decision}`, async () => {
    const { client, keys, account, decide } = await setUp()
    const flow = { client, keys, account, redirectUri: REDIRECT_URI }
    const begun = await begin({ ...flow, allCalendars: true })
    assert.equal(begun.status, 'redirect')
    const { sealedRequest = '', error } = parseReturnUrl(await decide(begun.url, decision))
    const outcome = await complete({ ...flow, sealedRequest, error })
    assert.equal(outcome.status, status)
    assert.deepEqual(
      outcome.calendars.map(({ granted }) => granted),
      [status === 'granted', status === 'granted'],
    )
  })
}

Deno.test('extendedPermissions() rejects a form of another site, and grants access with one of its own', async () => {
  const { client, keys, account, decide } = await setUp()
  const outcomes: string[] = []
  const app = new Hono().route(
    '/permissions',
    extendedPermissions({
      ...{ redirectUri: REDIRECT_URI, allowedReturnUrls: [RETURN_TO], keys, client },
      onError: () => undefined,
      getAccount: () => account,
      onOutcome: (_, { status }) => void outcomes.push(status),
    }),
  )
  const start = (origin: string) =>
    app.request('https://app.example.com/permissions/start', {
      method: 'POST',
      body: new URLSearchParams({ all_calendars: 'true', return_to: RETURN_TO }),
      headers: { origin },
    })
  assert.equal((await start('https://evil.example.com')).status, 403)
  const { headers } = await start('https://app.example.com')
  const returned = await app.request(await decide(headers.get('location'), 'accept'))
  assert.equal(new URL(returned.headers.get('location') ?? '').searchParams.get('permission_status'), 'granted')
  assert.deepEqual(outcomes, ['granted'])
})

Deno.test('readConfig() names the setting that is missing', () => {
  assert.throws(() => readConfig({ PUBLIC_URL: 'https://connect.example.com' }), /SEALING_KEYS is missing/)
})

Deno.test('the service returns 401 when the API key is wrong, and completes a request with the right one', async () => {
  const { sandbox, account, decide } = await setUp()
  const publicUrl = 'http://localhost:8787'
  const config = readConfig({
    ...{ PUBLIC_URL: publicUrl, SANDBOX_URL: SANDBOX, SEALING_KEYS: createSealingKey() },
    ...{ API_KEYS: `backend:${API_KEY}`, ALLOWED_RETURN_URLS: RETURN_TO },
  })
  const worker = createWorker({ config, fetch: sandbox.fetch, log: () => undefined })
  const { dataCenter, accessToken, subject } = account
  const post = async (path: string, body: Json, key = API_KEY) => {
    const fields = { data_center: dataCenter, access_token: accessToken, subject, ...body }
    return worker.fetch(postJson(`${publicUrl}/permission-requests${path}`, fields, { authorization: `Bearer ${key}` }))
  }
  assert.equal((await post('', { all_calendars: true }, createSealingKey())).status, 401)

  const begun = (await (await post('', { all_calendars: true })).json()) as { redirect: Record<string, string> }
  const { url = '', sealed_request } = begun.redirect
  await decide(url, 'accept')
  const outcome = (await (await post('/complete', { sealed_request })).json()) as Json
  assert.equal(outcome['status'], 'granted')
})

Deno.test('the emulator returns 401 without a token, and calendars with one, over a socket', async () => {
  const { url, close } = await listen(createSandbox(), { port: 0 })
  try {
    const rejected = await fetch(`${url}/de/v1/calendars`)
    assert.equal(rejected.status, 401)
    await rejected.body?.cancel()
    const issued = await fetch(postJson(`${url}/sandbox/tokens`, { account: 'apple', data_center: 'de' }))
    const { access_token } = (await issued.json()) as Json
    const headers = { authorization: `Bearer ${access_token}` }
    const response = await fetch(`${url}/de/v1/calendars`, { headers })
    assert.equal(((await response.json()) as { calendars: unknown[] }).calendars.length > 0, true)
  } finally {
    await close()
  }
})
