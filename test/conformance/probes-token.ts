/**
 * Probes of the token endpoint and the revocation endpoint.
 *
 * @module
 */
import { at, describe, holdStatus, holdSuccess, holdTexts } from './assertions.ts'
import type { Probe, Probes } from './probe.ts'
import { hold } from './probe-result.ts'
import type { Answer } from './target.ts'
import type { Stage } from './test-env.ts'

const TOKEN = '/oauth/token'
const REVOKE = '/oauth/token/revoke'
const ENDS_IT = 'would end the authorization that the walk stands on'

/** By id of the row. */
export const TOKEN_PROBES: Probes = {
  token: async (stage) => {
    const answer = await exchanged(stage)
    holdSuccess(answer)
    holdSuccess(await stage.call('/v1/calendars', { token: textAt(answer, 'access_token') }))
  },
  'token-form-or-json': async (stage) => {
    for (const as of ['form', 'json'] as const) holdSuccess((await stage.refresh(as)).answer)
  },
  'token-fields': async (stage) => {
    const { answer } = await stage.refresh()
    holdTexts(answer.json, 'the answer', ['access_token', 'refresh_token', 'scope', 'account_id', 'sub'])
    hold(at(answer.json, 'token_type') === 'bearer', `token_type is "${at(answer.json, 'token_type')}"`)
    hold(typeof at(answer.json, 'expires_in') === 'number', 'expires_in is no number')
  },
  'token-linking-profile': async (stage) => {
    const answer = await exchanged(stage)
    holdTexts(at(answer.json, 'linking_profile'), 'linking_profile', ['provider_name', 'profile_id', 'profile_name'])
  },
  'token-linking-profile-first': async (stage) => {
    const { answer } = await stage.refresh()
    const info = await stage.call('/v1/userinfo', { token: textAt(answer, 'access_token') })
    const [told, first] = [
      at(answer.json, 'linking_profile', 'profile_id'),
      at(info.json, 'cronofy.data', 'profiles', 0, 'profile_id'),
    ]
    hold(told === first && told !== undefined, 'linking_profile is not the first profile')
  },
  'token-no-store': async (stage) => {
    const { answer } = await stage.refresh()
    const value = answer.headers.get('cache-control') ?? ''
    hold(/\bno-store\b/.test(value), `Cache-Control is "${value}"`)
  },
  'access-token-life': async (stage) => {
    stage.sandboxOnly('needs a clock that can be pushed')
    const { answer } = await stage.refresh()
    const told = at(answer.json, 'expires_in')
    hold(told === 3600, `expires_in is ${told}`)
    const token = textAt(answer, 'access_token')
    await stage.advance(3590)
    holdSuccess(await stage.call('/v1/calendars', { token }))
    await stage.advance(10)
    holdStatus(await stage.call('/v1/calendars', { token }), 401)
  },
  'token-invalid-grant': async (stage) => {
    const form = { ...stage.client(), grant_type: 'refresh_token', refresh_token: 'fidelity-unknown' }
    holdStatus(await stage.call(TOKEN, { form }), 400, 'invalid_grant')
    holdStatus(await stage.call(TOKEN, { form: stage.codeGrant('fidelity-unknown') }), 400, 'invalid_grant')
  },
  'token-invalid-client': async (stage) => {
    const form = { ...wrongClient(stage), grant_type: 'refresh_token', refresh_token: 'fidelity-unknown' }
    holdStatus(await stage.call(TOKEN, { form }), 401, 'invalid_client')
  },
  'token-invalid-request': async (stage) => {
    const { client_id } = stage.client()
    for (const form of [
      {},
      { client_id, grant_type: 'refresh_token' },
      { ...stage.client(), grant_type: 'refresh_token' },
    ]) {
      holdStatus(await stage.call(TOKEN, { form }), 400, 'invalid_request')
    }
  },
  'token-error-description': async (stage) => {
    const answer = await stage.call(TOKEN, { form: { ...stage.client(), grant_type: 'refresh_token' } })
    holdStatus(answer, 400)
    const description = at(answer.json, 'error_description')
    hold(
      typeof description === 'string' && description.includes('refresh_token'),
      'no error_description names the field',
    )
  },
  'token-unsupported-grant': async (stage) => {
    const answer = await stage.call(TOKEN, { form: { ...stage.client(), grant_type: 'password' } })
    holdStatus(answer, 400, 'unsupported_grant_type')
  },
  'token-order': async (stage) => {
    const wrong = wrongClient(stage)
    holdStatus(await stage.call(TOKEN, { form: { ...wrong, grant_type: 'password' } }), 400)
    holdStatus(await stage.call(TOKEN, { form: { ...stage.codeGrant('fidelity-unknown'), ...wrong } }), 401)
    holdStatus(await stage.call(REVOKE, { form: { client_id: wrong.client_id, token: 'fidelity-unknown' } }), 400)
    holdStatus(await stage.call(REVOKE, { form: { ...wrong, token: 'fidelity-unknown' } }), 401)
    const form = stage.codeGrant(await stage.code())
    holdStatus(await stage.call(TOKEN, { form: { ...form, ...wrong } }), 401)
    holdSuccess(await stage.call(TOKEN, { form }))
  },
  refresh: async (stage) => {
    const { before, answer } = await stage.refresh()
    holdSuccess(answer)
    const token = textAt(answer, 'access_token')
    hold(token !== before.access_token, 'the access token is the same')
    const [one, other] = [await sub(stage, before.access_token), await sub(stage, token)]
    hold(one === other && other !== undefined, 'the access token is of another account')
  },
  'refresh-token-stays': async (stage) => {
    const { before, answer } = await stage.refresh()
    hold(textAt(answer, 'refresh_token') === before.refresh_token, 'the refresh token is another one')
    const form = { ...stage.client(), grant_type: 'refresh_token', refresh_token: String(before.refresh_token) }
    holdSuccess(await stage.call(TOKEN, { form }))
  },
  'refresh-older-tokens': async (stage) => {
    const { before } = await stage.refresh()
    holdSuccess(await stage.call('/v1/calendars', { token: before.access_token }))
  },
  revoke: async (stage) => {
    stage.sandboxOnly(ENDS_IT)
    const { access_token: token } = await stage.tokens()
    const answer = await stage.call(REVOKE, { form: { ...stage.client(), token } })
    holdStatus(answer, 200)
    hold(answer.text === '', 'the body is not empty')
    holdStatus(await stage.call('/v1/calendars', { token }), 401)
  },
  'revoke-by-sub': async (stage) => {
    stage.sandboxOnly(ENDS_IT)
    const [one, two] = [await stage.tokens(), await stage.tokens()]
    holdStatus(await stage.call(REVOKE, { form: { ...stage.client(), sub: String(one.sub) } }), 200)
    for (const { access_token: token } of [one, two]) holdStatus(await stage.call('/v1/calendars', { token }), 401)
  },
  'revoke-token-first': async (stage) => {
    stage.sandboxOnly(ENDS_IT)
    const [one, two] = [await stage.tokens(), await stage.tokens()]
    const form = { ...stage.client(), token: String(one.refresh_token), sub: String(one.sub) }
    holdStatus(await stage.call(REVOKE, { form }), 200)
    holdStatus(await stage.call('/v1/calendars', { token: one.access_token }), 401)
    holdSuccess(await stage.call('/v1/calendars', { token: two.access_token }))
  },
  'revoke-all-tokens': async (stage) => {
    stage.sandboxOnly(ENDS_IT)
    for (const which of ['access_token', 'refresh_token'] as const) {
      const [mine, apart] = [await stage.tokens(), await stage.tokens()]
      await stage.call(REVOKE, { form: { ...stage.client(), token: String(mine[which]) } })
      holdStatus(await stage.call('/v1/calendars', { token: mine.access_token }), 401)
      const form = { ...stage.client(), grant_type: 'refresh_token', refresh_token: String(mine.refresh_token) }
      holdStatus(await stage.call(TOKEN, { form }), 400, 'invalid_grant')
      holdSuccess(await stage.call('/v1/calendars', { token: apart.access_token }))
    }
  },
  'revoke-token-type-hint': async (stage) => {
    stage.sandboxOnly(ENDS_IT)
    const { access_token, refresh_token } = await stage.tokens()
    const form = { ...stage.client(), token: String(refresh_token), token_type_hint: 'access_token' }
    holdStatus(await stage.call(REVOKE, { form }), 200)
    holdStatus(await stage.call('/v1/calendars', { token: access_token }), 401)
  },
  'revoke-unknown': async (stage) => {
    holdStatus(await stage.call(REVOKE, { form: { ...stage.client(), token: 'fidelity-unknown' } }), 200)
  },
  'revoke-foreign': async (stage) => {
    stage.sandboxOnly(ENDS_IT)
    const { access_token: token } = await stage.tokens()
    holdStatus(await stage.call(REVOKE, { form: { ...stage.otherClient(), token } }), 200)
    holdSuccess(await stage.call('/v1/calendars', { token }))
  },
  'revoke-invalid-client': async (stage) => {
    const answer = await stage.call(REVOKE, { form: { ...wrongClient(stage), token: 'fidelity-unknown' } })
    holdStatus(answer, 401, 'invalid_client')
  },
  'revoke-invalid-request': async (stage) => {
    holdStatus(
      await stage.call(REVOKE, { form: stage.client() as unknown as Record<string, string> }),
      400,
      'invalid_request',
    )
  },
} satisfies Readonly<Record<string, Probe>>

function wrongClient(stage: Stage): { client_id: string; client_secret: string } {
  return { ...stage.client(), client_secret: 'fidelity-wrong' }
}

async function exchanged(stage: Stage): Promise<Answer> {
  return stage.call(TOKEN, { form: stage.codeGrant(await stage.code()) })
}

async function sub(stage: Stage, token: string): Promise<unknown> {
  return at((await stage.call('/v1/userinfo', { token })).json, 'sub')
}

function textAt(answer: Answer, field: string): string {
  const value = at(answer.json, field)
  hold(typeof value === 'string', `${describe(answer)}, without ${field}`)
  return value
}
