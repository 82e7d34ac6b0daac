import { expect, test } from 'vitest'
import type { Behaviors } from '../../../edge/sandbox/config/behaviors.ts'
import { authorizePath, codeGrant, createSandboxClient } from '../sandbox-client.ts'

/** RFC 7636 appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const OTHER_VERIFIER = 'A'.repeat(43)

const S256 = { code_challenge: CHALLENGE, code_challenge_method: 'S256' }

const MALFORMED_REQUESTS: [string, Record<string, string>][] = [
  ['the method is plain', { ...S256, code_challenge_method: 'plain' }],
  ['the method is missing', { code_challenge: CHALLENGE }],
  ['the challenge is missing', { code_challenge_method: 'S256' }],
  ['the challenge is empty', { ...S256, code_challenge: '' }],
  ['the challenge is too short', { ...S256, code_challenge: CHALLENGE.slice(1) }],
  ['the challenge is too long', { ...S256, code_challenge: `${CHALLENGE}A` }],
  ['the challenge has padding', { ...S256, code_challenge: `${CHALLENGE.slice(1)}=` }],
]

/** A client whose sandbox enforces PKCE. */
function createEnforcing() {
  const sandboxClient = createSandboxClient({ behaviors: { pkce: 'enforced' } })
  const exchange = (code: string, fields: Record<string, string> = {}) =>
    sandboxClient.call('/oauth/token', { form: { ...codeGrant(code), ...fields } })
  return { ...sandboxClient, exchange }
}

test.each(MALFORMED_REQUESTS)(
  'GET and POST /oauth/authorize redirect with invalid_request when PKCE is enforced and %s',
  async (_, parameters) => {
    const { call } = createEnforcing()
    const path = authorizePath({ ...parameters, state: 'x' })
    for (const response of [await call(path), await call(path, { form: { account: 'google' } })]) {
      expect(response.status).toBe(303)
      const { searchParams } = new URL(response.headers.get('location') ?? '')
      expect(searchParams.get('error')).toBe('invalid_request')
      expect(searchParams.get('state')).toBe('x')
      expect(searchParams.has('code')).toBe(false)
    }
  },
)

test.each(MALFORMED_REQUESTS)('GET /oauth/authorize ignores PKCE by default when %s', async (_, parameters) => {
  expect((await createSandboxClient().call(authorizePath(parameters))).status).toBe(200)
})

test.each([
  ['another verifier', { code_verifier: OTHER_VERIFIER }],
  ['the challenge itself', { code_verifier: CHALLENGE }],
  ['no verifier', {}],
])(
  'POST /oauth/token responds with 400 invalid_grant and uses up the code when it gets %s (T27)',
  async (_, fields) => {
    const { code, exchange } = createEnforcing()
    const issued = await code(S256)
    expect(await exchange(issued, fields)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    expect(await exchange(issued, { code_verifier: VERIFIER })).toMatchObject({ status: 400 })
  },
)

test('POST /oauth/token responds with 400 invalid_grant when there is a verifier and there was no challenge', async () => {
  const { code, exchange } = createEnforcing()
  expect(await exchange(await code(), { code_verifier: VERIFIER })).toMatchObject({
    status: 400,
    json: { error: 'invalid_grant' },
  })
})

test.each([
  ['is too short', 'A'.repeat(42)],
  ['is too long', 'A'.repeat(129)],
  ['has a character that is not allowed', `${'A'.repeat(42)}+`],
])(
  'POST /oauth/token responds with 400 invalid_request when the verifier %s, and leaves the code',
  async (_, verifier) => {
    const { code, exchange } = createEnforcing()
    const issued = await code(S256)
    expect(await exchange(issued, { code_verifier: verifier })).toMatchObject({
      status: 400,
      json: { error: 'invalid_request', error_description: expect.stringContaining('code_verifier') },
    })
    expect((await exchange(issued, { code_verifier: VERIFIER })).status).toBe(200)
  },
)

test('POST /oauth/token returns tokens when the verifier matches (T27)', async () => {
  const { code, exchange } = createEnforcing()
  expect((await exchange(await code(S256), { code_verifier: VERIFIER })).status).toBe(200)
})

test('POST /oauth/token returns tokens without PKCE when PKCE is enforced', async () => {
  const { code, exchange } = createEnforcing()
  expect((await exchange(await code())).status).toBe(200)
})

test.each([{}, { code_verifier: OTHER_VERIFIER }, { code_verifier: 'x' }])(
  'POST /oauth/token ignores the verifier by default: %j',
  async (fields) => {
    const { call, code } = createSandboxClient()
    const form = { ...codeGrant(await code(S256)), ...fields }
    expect((await call('/oauth/token', { form })).status).toBe(200)
  },
)

test('GET /sandbox/requests never shows a verifier (T8)', async () => {
  const { call, code, exchange } = createEnforcing()
  await exchange(await code(S256), { code_verifier: VERIFIER })
  expect((await call('/sandbox/requests')).text).not.toContain(VERIFIER)
})

test.each<[string, Record<string, string>]>([
  ['a made-up parameter', { prompt: 'none' }],
  ['a misspelled one', { scopes: 'read_write' }],
  ['the parameters of PKCE', S256],
])(
  'GET /oauth/authorize redirects with invalid_request when it rejects unknown parameters and gets %s',
  async (_, parameters) => {
    const { call } = createSandboxClient({ behaviors: { unknownAuthorizeParameters: 'rejected' } })
    const response = await call(authorizePath({ ...parameters, state: 'x' }))
    expect(response.status).toBe(303)
    const { searchParams } = new URL(response.headers.get('location') ?? '')
    expect(Object.fromEntries(searchParams)).toMatchObject({ error: 'invalid_request', state: 'x' })
  },
)

test.each<[string, Partial<Behaviors>, Record<string, string>]>([
  ['every documented parameter', { unknownAuthorizeParameters: 'rejected' }, {}],
  ['PKCE if it is enforced', { unknownAuthorizeParameters: 'rejected', pkce: 'enforced' }, S256],
  ['unknown parameters by default', {}, { prompt: 'none' }],
])('GET /oauth/authorize accepts %s', async (_, behaviors, parameters) => {
  const { call } = createSandboxClient({ behaviors })
  const documented = {
    avoid_linking: 'true',
    link_token: 'x',
    provider_name: 'google',
    locale: 'de',
    delegated_scope: 'x',
  }
  expect((await call(authorizePath({ ...documented, ...parameters, state: 'x' }))).status).toBe(200)
})
