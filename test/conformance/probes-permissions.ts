/**
 * Probes of asking for unrestricted access.
 *
 * @module
 */
import { at, describe, faultsOf, holdInvalid, holdStatus, holdSuccess } from './assertions.ts'
import type { AccountKind } from './options.ts'
import type { Probes } from './probe.ts'
import { hold, NotTried } from './probe-result.ts'
import type { Answer } from './target.ts'
import { isFree, permissionsFor, type Stage } from './test-env.ts'

const PATH = '/v1/permissions'
const UNKNOWN = 'cal_fidelity_unknown'
const REFUSALS: readonly (readonly [AccountKind, number])[] = [
  ['payment_required', 402],
  ['insufficient_scope', 403],
  ['account_locked', 423],
]

/** By id of the row. */
export const PERMISSIONS_PROBES: Probes = {
  permissions: async (stage) => {
    const { token, ids } = await stage.free(1)
    const answer = await stage.ask(token, ids)
    holdSuccess(answer)
    hold(typeof at(answer.json, 'permissions_request', 'url') === 'string', `${describe(answer)}, without a url`)
    hold((await stage.level(token, ids[0] ?? '')) !== 'unrestricted', 'it is granted already')
  },
  'permissions-status': async (stage) => {
    const { token, ids } = await stage.free(1)
    holdStatus(await stage.ask(token, ids), 200)
  },
  'permissions-accepted': async (stage) => {
    const token = await stage.token('accepted')
    const calendars = await stage.calendars(token)
    const id = (calendars.find(isFree) ?? calendars[0])?.calendar_id
    if (id === undefined) throw new NotTried('the account has no calendar')
    const { json } = await stage.ask(token, [id])
    hold(at(json, 'permissions_request', 'accepted') === true, 'accepted is not true')
    hold(at(json, 'permissions_request', 'url') === undefined, 'there is a url, too')
    const level = await stage.level(token, id)
    hold(level === 'unrestricted', `afterwards the calendar is "${level}"`)
  },
  'permissions-enterprise-scope': (stage) => holdRefused(stage, 'enterprise_scope_missing', 403),
  'permissions-url-host': async (stage) => {
    const { token, ids } = await stage.free(1)
    const url = new URL(await stage.page(token, ids))
    hold(url.origin === stage.appOrigin, `the access page is at ${url.origin}`)
    hold(url.pathname.startsWith(`${stage.prefix}/permissions`), 'the access page has another path')
  },
  'permissions-url-new': async (stage) => {
    const { token, ids } = await stage.free(1)
    const [one, other] = [await stage.page(token, ids), await stage.page(token, ids)]
    hold(one !== other, 'the address is the same')
  },
  'permissions-plan': (stage) => holdRefused(stage, 'payment_required', 402),
  'permissions-scope': (stage) => holdRefused(stage, 'insufficient_scope', 403),
  'permissions-scope-enough': async (stage) => {
    const scopes = { read_only: false, 'free_busy free_busy_write': false, create_event: true, delete_event: true }
    for (const [scope, isEnough] of Object.entries({ ...scopes, read_write: true, write_only: true })) {
      const answer = await stage.call(PATH, { token: await stage.tokenWithScope(scope), json: {} })
      // An empty body: behind the scope it is a 422, and nothing is asked for.
      holdStatus(answer, isEnough ? 422 : 403)
    }
  },
  'permissions-locked': (stage) => holdRefused(stage, 'account_locked', 423),
  'permissions-refusal-bodies': (stage) =>
    eachRefused(stage, async (token) => {
      const answer = await askFor(stage, token)
      hold(typeof at(answer.json, 'error') === 'string', `${describe(answer)}, without an error`)
    }),
  'permissions-refusal-first': (stage) =>
    eachRefused(stage, async (token, status) => holdStatus(await stage.call(PATH, { token, json: {} }), status)),
  'permissions-unreadable': async (stage) => {
    const token = await stage.token()
    const bodies = [
      ['application/json', '{'],
      ['text/plain', '{}'],
      ['application/x-www-form-urlencoded', 'redirect_uri=https://app.example.com/'],
    ] as const
    for (const [type, body] of bodies) {
      const answer = await stage.call(PATH, { token, body, headers: { 'content-type': type } })
      holdStatus(answer, 400, 'invalid_request')
    }
  },
  'body-length': async (stage) => {
    const json = permissionsFor([], `https://app.example.com/${'x'.repeat(65_536)}`)
    holdStatus(await stage.call(PATH, { token: await stage.token(), json }), 400)
  },
  'permissions-charset': async (stage) => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    holdStatus(await stage.call(PATH, { token: await stage.token(), headers, body: '{}' }), 422)
  },
  'permissions-invalid': async (stage) => {
    const answer = await stage.call(PATH, { token: await stage.token(), json: {} })
    for (const field of ['permissions', 'redirect_uri']) holdInvalid(answer, field)
  },
  'permissions-errors': async (stage) => {
    const answer = await stage.call(PATH, { token: await stage.token(), json: {} })
    const [fault] = (faultsOf(answer, 'redirect_uri') as unknown[] | undefined) ?? []
    hold(at(fault, 'key') === 'errors.required', `the key is "${at(fault, 'key')}"`)
    hold(at(fault, 'description') === 'required', `the description is "${at(fault, 'description')}"`)
  },
  'permissions-error-paths': async (stage) => {
    holdInvalid(await refusedIds(stage, [UNKNOWN]), 'permissions[0].calendar_id')
  },
  'permissions-error-key': async (stage) => {
    const { json } = await refusedIds(stage, [UNKNOWN])
    const [faults] = Object.values(at(json, 'errors') ?? {})
    hold(at(faults, 0, 'key') === 'errors.invalid', `the key is "${at(faults, 0, 'key')}"`)
  },
  'permissions-level': async (stage) => {
    const { token, ids } = await stage.free(1)
    stage.change()
    holdStatus(await stage.call(PATH, { token, json: permissionsFor(ids, stage.redirectUri, 'sandbox') }), 422)
  },
  'permissions-empty': async (stage) => holdStatus(await refusedIds(stage, []), 422),
  'permissions-unknown-calendar': async (stage) => holdStatus(await refusedIds(stage, [UNKNOWN]), 422),
  'permissions-foreign-calendar': async (stage) => {
    const [calendar] = await stage.calendars(await stage.token('other'))
    if (calendar === undefined) throw new NotTried('the other account has no calendar')
    holdStatus(await stage.ask(await stage.token(), [calendar.calendar_id]), 422)
  },
  'permissions-deleted-calendar': async (stage) => {
    const { token, calendars } = await stage.accountWith('a deleted calendar', (list) =>
      list.some((one) => one.calendar_deleted === true),
    )
    const id = calendars.find((one) => one.calendar_deleted === true)?.calendar_id ?? ''
    holdStatus(await stage.ask(token, [id]), 422)
  },
  'permissions-all-or-nothing': async (stage) => {
    const { token, ids } = await stage.free(1)
    const answer = await stage.ask(token, [...ids, UNKNOWN])
    holdStatus(answer, 422)
  },
  'permissions-several': async (stage) => {
    const { token, ids } = await stage.free(2)
    holdSuccess(await stage.ask(token, ids))
  },
  'permissions-no-maximum': async (stage) => {
    const { token, calendars } = await stage.accountWith(
      '250 calendars',
      (list) => list.filter((one) => !one.calendar_deleted).length >= 250,
    )
    const ids = calendars.filter((one) => !one.calendar_deleted).map((one) => one.calendar_id)
    holdSuccess(await stage.ask(token, ids.slice(0, 250)))
  },
  'permissions-duplicates': async (stage) => {
    const { token, ids } = await stage.free(1)
    holdSuccess(await stage.ask(token, [...ids, ...ids]))
  },
  'permissions-read-only': async (stage) => {
    const isReadOnly = (one: { calendar_readonly?: boolean; calendar_deleted?: boolean }) =>
      one.calendar_readonly === true && one.calendar_deleted !== true
    const { token, calendars } = await stage.accountWith('a read-only calendar', (list) => list.some(isReadOnly))
    holdSuccess(await stage.ask(token, [calendars.find(isReadOnly)?.calendar_id ?? '']))
  },
  'permissions-again': async (stage) => {
    const isOpen = (one: { permission_level?: string; calendar_deleted?: boolean }) =>
      one.permission_level === 'unrestricted' && one.calendar_deleted !== true
    const { token, calendars } = await stage.accountWith('an unrestricted calendar', (list) => list.some(isOpen))
    holdSuccess(await stage.ask(token, [calendars.find(isOpen)?.calendar_id ?? '']))
  },
  'permissions-redirect-address': async (stage) => {
    const { token, ids } = await stage.free(1)
    for (const address of ['/return', 'javascript:alert(1)', 'mailto:a@b.example']) {
      holdInvalid(await stage.ask(token, ids, address), 'redirect_uri')
    }
  },
  'permissions-redirect-any': async (stage) => {
    const { token, ids } = await stage.free(1)
    holdSuccess(await stage.ask(token, ids, 'https://not-listed.invalid/return'))
  },
}

/** The answer to a request for calendars that cannot be had: nothing is changed by it. */
async function refusedIds(stage: Stage, ids: readonly string[]): Promise<Answer> {
  return stage.call(PATH, { token: await stage.token(), json: permissionsFor(ids, stage.redirectUri) })
}

/** Asks for a calendar of an account that has to be refused; a change, should it not be. */
async function askFor(stage: Stage, token: string): Promise<Answer> {
  const [calendar] = await stage.calendars(token)
  if (calendar === undefined) throw new NotTried('the account has no calendar')
  return stage.ask(token, [calendar.calendar_id])
}

async function holdRefused(stage: Stage, kind: AccountKind, status: number): Promise<void> {
  holdStatus(await askFor(stage, await stage.token(kind)), status)
}

async function eachRefused(stage: Stage, probe: (token: string, status: number) => Promise<void>): Promise<void> {
  let tried = 0
  for (const [kind, status] of REFUSALS) {
    try {
      const token = await stage.token(kind)
      await probe(token, status)
      tried += 1
    } catch (error) {
      if (!(error instanceof NotTried)) throw error
    }
  }
  if (tried === 0) throw new NotTried('needs a token of an account whose permissions are refused, and --allow-changes')
}
