import { expect, test } from 'vitest'
import { createAttempts } from '../../../../src/handler/connect/attempts.ts'
import { createSealedCookies } from '../../../../src/handler/sealed-cookies.ts'
import { createState } from '../../../../src/oauth-values.ts'
import { createKeys, rejectionOf } from '../../../helpers/fixtures.ts'

const BASE_URL = 'https://app.example.com/cronofy'
const now = () => Date.UTC(2026, 0, 1)
const ATTEMPT = { dataCenter: 'de', returnTo: 'https://app.example.com/settings', subject: 'user-1' } as const

/** Opens the cookie of an attempt as another program with the key could seal it. */
async function openSealed(claims: (state: string) => object) {
  const state = createState()
  const cookies = createSealedCookies(createKeys(), {
    purpose: 'oauth-attempt',
    origin: new URL(BASE_URL).origin,
    audience: BASE_URL,
    ttlSeconds: 600,
    now,
  })
  const cookie = await cookies.set(`sign-in-${state.slice(0, 16)}`, { ...claims(state) })
  const request = new Request(`${BASE_URL}/callback/de?state=${state}`, {
    headers: { cookie: cookie.split(';')[0] ?? '' },
  })
  return createAttempts({ keys: createKeys(), baseUrl: BASE_URL, now }).open(request, 'de')
}

const claimsOf = (state: string) => ({ state, dc: 'de', to: ATTEMPT.returnTo, sub: 'user-1' })

test('open() returns an attempt that another program with the key has sealed', async () => {
  expect(await openSealed(claimsOf)).toMatchObject({ ...ATTEMPT, status: 'open' })
})

test('open() returns the code verifier and the connection of an attempt (T27)', async () => {
  const opened = (cv: unknown, id: unknown) => openSealed((state) => ({ ...claimsOf(state), cv, id }))
  expect(await opened('verifier', 'connection-1')).toMatchObject({
    codeVerifier: 'verifier',
    connectionId: 'connection-1',
  })
  expect(await opened(5, 5)).toMatchObject({ codeVerifier: undefined, connectionId: undefined })
})

test.each<[string, object]>([
  ['another state', { state: createState() }],
  ['another data center', { dc: 'us' }],
  ['no data center', { dc: undefined }],
  ['no return URL', { to: undefined }],
  ['a return URL that is not a string', { to: 5 }],
])('open() throws when the cookie has %s', async (_, changes) => {
  expect(await rejectionOf(openSealed((state) => ({ ...claimsOf(state), ...changes })))).toMatchObject({
    code: 'invalid_authorization_response',
  })
})
