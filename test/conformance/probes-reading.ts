/**
 * Probes of who calls, and of reading.
 *
 * @module
 */
import { at, holdStatus, holdSuccess, holdTexts } from './assertions.ts'
import type { Probes } from './probe.ts'
import { hold, NotTried } from './probe-result.ts'
import type { Answer, Call } from './target.ts'
import type { Stage } from './test-env.ts'

const UNKNOWN = { token: 'fidelity-unknown' }
const REFUSED = ['payment_required', 'insufficient_scope', 'account_locked', 'enterprise_scope_missing'] as const

/** By id of the row. */
export const READING_PROBES: Probes = {
  'bearer-unauthorized': async (stage) => {
    for (const call of [{}, UNKNOWN]) for (const answer of await everyOperation(stage, call)) holdStatus(answer, 401)
    if (!stage.isSandbox) return
    const { access_token: revoked } = await stage.tokens()
    await stage.call('/oauth/token/revoke', { form: { ...stage.client(), token: revoked } })
    holdStatus(await stage.call('/v1/calendars', { token: revoked }), 401)
  },
  'bearer-unauthorized-body': async (stage) => {
    for (const answer of await everyOperation(stage, UNKNOWN)) holdStatus(answer, 401, 'invalid_token')
  },
  'bearer-any-case': async (stage) => {
    const token = await stage.token()
    for (const scheme of ['bearer', 'Bearer', 'BEARER']) {
      holdSuccess(await stage.call('/v1/calendars', { headers: { authorization: `${scheme} ${token}` } }))
    }
  },
  'bearer-before-body': async (stage) => {
    const headers = { 'content-type': 'application/json' }
    for (const body of ['{', '{}']) {
      holdStatus(await stage.call('/v1/permissions', { ...UNKNOWN, headers, body }), 401)
    }
  },
  'bearer-before-path': async (stage) => {
    holdStatus(await stage.call('/v1/fidelity-unknown'), 401)
    holdStatus(await stage.call('/v1/fidelity-unknown', { token: await stage.token() }), 404)
  },
  'unknown-path': async (stage) => holdStatus(await stage.call('/fidelity-unknown'), 404),
  'unknown-path-body': async (stage) => holdStatus(await stage.call('/fidelity-unknown'), 404, 'not_found'),
  slashes: async (stage) => {
    const token = await stage.token()
    for (const path of ['/v1/calendars/', '/v1//calendars']) holdSuccess(await stage.call(path, { token }))
  },
  // A method that could do no harm where it turns out to be known.
  'unknown-method': async (stage) => holdStatus(await stage.call('/oauth/token', { method: 'GET' }), 404),
  'no-cors': async (stage) => {
    const headers = { origin: 'https://app.example.com', 'access-control-request-method': 'GET' }
    for (const method of ['GET', 'OPTIONS']) {
      const answer = await stage.call('/v1/calendars', { method, headers, token: await stage.token() })
      if (method === 'GET') holdSuccess(answer)
      const allowed = answer.headers.get('access-control-allow-origin')
      hold(allowed === null, `${answer.asked} allows the origin "${allowed}"`)
    }
  },
  calendars: async (stage) => {
    const answer = await read(stage, '/v1/calendars')
    hold(Array.isArray(at(answer.json, 'calendars')), 'calendars is no list')
  },
  'calendars-fields': async (stage) => {
    const { calendars } = await stage.accountWith('a calendar', (list) => list.length > 0)
    for (const calendar of calendars) {
      holdTexts(calendar, 'a calendar', [
        'provider_name',
        'profile_id',
        'profile_name',
        'calendar_id',
        'calendar_name',
        'permission_level',
      ])
      for (const flag of [
        'readonly',
        'deleted',
        'primary',
        'integrated_conferencing_available',
        'attachments_available',
      ]) {
        hold(typeof at(calendar, `calendar_${flag}`) === 'boolean', `a calendar has no calendar_${flag}`)
      }
    }
  },
  'calendars-sub': async (stage) => holdTexts((await read(stage, '/v1/calendars')).json, 'the list', ['sub']),
  'calendars-levels': async (stage) => {
    const { calendars } = await stage.accountWith('a calendar', (list) => list.length > 0)
    const other = calendars.find(({ permission_level: level }) => level !== 'sandbox' && level !== 'unrestricted')
    hold(other === undefined, `a permission_level is "${other?.permission_level}"`)
  },
  'calendars-deleted': async (stage) => {
    await stage.accountWith('a deleted calendar', (list) => list.some((one) => one.calendar_deleted === true))
  },
  'calendars-unpaged': async (stage) => {
    const { token } = await stage.accountWith('250 calendars', (list) => list.length >= 250)
    const { json } = await stage.call('/v1/calendars', { token })
    hold(at(json, 'pages') === undefined, 'the answer comes in pages')
  },
  'reading-when-refused': async (stage) => {
    let tried = 0
    for (const kind of REFUSED) {
      const token = await stage.token(kind).catch(skipped)
      if (token === undefined) continue
      for (const path of ['/v1/calendars', '/v1/userinfo']) holdSuccess(await stage.call(path, { token }))
      tried += 1
    }
    if (tried === 0) throw new NotTried('needs a token of an account whose permissions are refused')
  },
  userinfo: async (stage) => {
    const { json } = await read(stage, '/v1/userinfo')
    holdTexts(json, 'user info', ['sub', 'email', 'zoneinfo', 'cronofy.type'])
    hold(typeof at(json, 'name') === 'string', 'user info has no name')
  },
  'userinfo-profiles': async (stage) => {
    const profiles = at((await read(stage, '/v1/userinfo')).json, 'cronofy.data', 'profiles')
    hold(Array.isArray(profiles) && profiles.length > 0, 'user info has no profiles')
    for (const profile of profiles) {
      const calendars = at(profile, 'profile_calendars')
      hold(Array.isArray(calendars), 'a profile has no profile_calendars')
      hold(
        calendars.every((one) => at(one, 'profile_id') === undefined),
        'a calendar repeats its profile',
      )
    }
  },
  'userinfo-authorization': async (stage) => {
    const authorization = at((await read(stage, '/v1/userinfo')).json, 'cronofy.data', 'authorization')
    holdTexts(authorization, 'cronofy.data.authorization', ['scope', 'status'])
    hold(at(authorization, 'status') === 'active', `status is "${at(authorization, 'status')}"`)
  },
}

async function everyOperation(stage: Stage, call: Call): Promise<Answer[]> {
  return [
    await stage.call('/v1/calendars', call),
    await stage.call('/v1/userinfo', call),
    await stage.call('/v1/permissions', { ...call, json: {} }),
  ]
}

async function read(stage: Stage, path: string): Promise<Answer> {
  const answer = await stage.call(path, { token: await stage.token() })
  holdSuccess(answer)
  return answer
}

function skipped(error: unknown): undefined {
  if (!(error instanceof NotTried)) throw error
  return undefined
}
