import { expect, test } from 'vitest'
import { CALLBACK, CLIENT, createSandboxClient, type SandboxResponse } from '../sandbox-client.ts'

test('GET /v1/account returns the account, its scope, and its sub', async () => {
  const { call, token } = createSandboxClient()
  const response = await call('/de/v1/account', { token: await token('google', 'de') })
  expect(response.status).toBe(200)
  expect(response.json).toEqual({
    account: {
      account_id: 'acc_de_google',
      email: 'ada@work.example',
      name: 'google',
      scope: 'read_write',
      default_tzid: 'Etc/UTC',
    },
    sub: 'acc_de_google',
  })
})

test('GET /v1/account omits the email when the account has no profile', async () => {
  const account = { name: 'empty', description: '', profiles: [] }
  const { call, token } = createSandboxClient({
    seed: { clients: [{ clientId: 'c', clientSecret: 's' }], accounts: [account] },
  })
  const { json } = await call('/v1/account', { token: await token('empty') })
  expect(json).toMatchObject({ account: { account_id: 'acc_us_empty', name: 'empty' } })
  expect(JSON.stringify(json)).not.toContain('email')
})

test('GET /v1/account answers 401 without a valid token, and is in the journal and the inspector', async () => {
  const { call, token } = createSandboxClient()
  expect(await call('/v1/account')).toMatchObject({ status: 401, json: { error: 'invalid_token' } })
  await call('/v1/account', { token: await token() })
  const { requests } = (await call('/sandbox/requests')).json as { requests: Record<string, unknown>[] }
  expect(requests).toMatchObject([
    { method: 'GET', path: '/v1/account', status: 401 },
    { method: 'GET', path: '/v1/account', status: 200, response_body: { sub: 'acc_us_google' } },
  ])
  expect((await call('/sandbox')).text).toContain('/v1/account')
})

const CREDENTIALS = {
  'oauth2 1.x, in the body': (form: Record<string, string>) => ({ form: { ...form, ...CLIENT } }),
  'oauth2 2.x, by Basic authentication': (form: Record<string, string>) => ({
    form,
    headers: { authorization: `Basic ${btoa(`${CLIENT.client_id}:${CLIENT.client_secret}`)}` },
  }),
}

/**
 * The calls of the sign-in gem for Ruby, omniauth-cronofy 0.14.0, as its strategy makes them on omniauth-oauth2: the
 * authorize page and the token endpoint are on the app host, and the account is read from the API host.
 */
test.each(
  Object.entries(CREDENTIALS).flatMap(([name, send]) => [[name, '/us', send] as const, [name, '/de', send] as const]),
)(
  'the three calls of the sign-in gem succeed in their order with credentials of %s at %s',
  async (_, dataCenter, send) => {
    const { call } = createSandboxClient()
    const query = new URLSearchParams({
      client_id: CLIENT.client_id,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'read_account list_calendars read_events create_event delete_event',
      state: '0123456789abcdef',
      avoid_linking: 'true',
    })
    const page = `${dataCenter}/oauth/authorize?${query}`
    expect((await call(page)).status).toBe(200)
    const signedIn: SandboxResponse = await call(page, { form: { account: 'apple' } })
    const callback = new URL(signedIn.headers.get('location') ?? '')
    expect(callback.searchParams.get('state')).toBe('0123456789abcdef')

    const grant = {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
    }
    const exchanged = await call(`${dataCenter}/oauth/token`, send(grant))
    expect(exchanged.status).toBe(200)
    const tokens = exchanged.json as { access_token: string; linking_profile: object }
    expect(tokens.linking_profile).toMatchObject({ provider_name: 'apple' })

    const { json } = await call(`${dataCenter}/v1/account`, { token: tokens.access_token })
    const { account } = json as { account: Record<string, string> }
    expect(account['account_id']).toBe(`acc_${dataCenter.slice(1)}_apple`)
    expect(account).toMatchObject({ email: 'cy@home.example', name: 'apple' })
  },
)
