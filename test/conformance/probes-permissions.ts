/**
 * Probes of requests for unrestricted access.
 *
 * @module
 */
import {
  assertInvalidField,
  assertStatus,
  assertSuccess,
  describeResponse,
  fieldErrors,
  getPath,
} from './assertions.ts'
import type { AccountKind } from './options.ts'
import type { Probes } from './probe.ts'
import { assert, SkippedError } from './probe-result.ts'
import type { TargetResponse } from './target.ts'
import { isRequestable, permissionsFor, type TestEnv } from './test-env.ts'

const PATH = '/v1/permissions'
const UNKNOWN_CALENDAR = 'cal_conformance_unknown'
const REFUSALS: readonly (readonly [AccountKind, number])[] = [
  ['payment_required', 402],
  ['insufficient_scope', 403],
  ['account_locked', 423],
]

/** The probes, by the ID of the row. */
export const PERMISSIONS_PROBES: Probes = {
  permissions: async (testEnv) => {
    const { token, ids } = await testEnv.requestableCalendars(1)
    const response = await testEnv.requestPermissions(token, ids)
    assertSuccess(response)
    assert(
      typeof getPath(response.json, 'permissions_request', 'url') === 'string',
      `${describeResponse(response)}, without a URL`,
    )
    assert(
      (await testEnv.permissionLevel(token, ids[0] ?? '')) !== 'unrestricted',
      'the calendar is granted before the decision',
    )
  },
  'permissions-status': async (testEnv) => {
    const { token, ids } = await testEnv.requestableCalendars(1)
    assertStatus(await testEnv.requestPermissions(token, ids), 200)
  },
  'permissions-accepted': async (testEnv) => {
    const token = await testEnv.token('accepted')
    const calendars = await testEnv.calendars(token)
    const id = (calendars.find(isRequestable) ?? calendars[0])?.calendar_id
    if (id === undefined) throw new SkippedError('the account has no calendar')
    const { json } = await testEnv.requestPermissions(token, [id])
    assert(getPath(json, 'permissions_request', 'accepted') === true, 'accepted is not true')
    assert(getPath(json, 'permissions_request', 'url') === undefined, 'the response has a URL, too')
    const level = await testEnv.permissionLevel(token, id)
    assert(level === 'unrestricted', `afterwards the calendar is "${level}"`)
  },
  'permissions-enterprise-redirect': async (testEnv) => {
    testEnv.requireChangesAllowed()
    const token = await testEnv.token('accepted')
    const [calendar] = await testEnv.calendars(token)
    if (calendar === undefined) throw new SkippedError('the account has no calendar')
    const permissions = [{ calendar_id: calendar.calendar_id, permission_level: 'unrestricted' }]
    assertSuccess(await testEnv.call(PATH, { token, json: { permissions } }))
  },
  'permissions-enterprise-scope': (testEnv) => assertRefused(testEnv, 'enterprise_scope_missing', 403),
  'permissions-url-host': async (testEnv) => {
    const { token, ids } = await testEnv.requestableCalendars(1)
    const url = new URL(await testEnv.accessPageUrl(token, ids))
    assert(url.origin === testEnv.appOrigin, `the access page is at ${url.origin}`)
    assert(url.pathname.startsWith(`${testEnv.prefix}/permissions`), 'the access page has another path')
  },
  'permissions-url-new': async (testEnv) => {
    const { token, ids } = await testEnv.requestableCalendars(1)
    const [one, other] = [await testEnv.accessPageUrl(token, ids), await testEnv.accessPageUrl(token, ids)]
    assert(one !== other, 'both requests have the same URL')
  },
  'permissions-plan': (testEnv) => assertRefused(testEnv, 'payment_required', 402),
  'permissions-scope': (testEnv) => assertRefused(testEnv, 'insufficient_scope', 403),
  'permissions-scope-enough': async (testEnv) => {
    const scopes = { read_only: false, 'free_busy free_busy_write': true, create_event: true, delete_event: true }
    for (const [scope, isEnough] of Object.entries({ ...scopes, read_write: true, write_only: true })) {
      const response = await testEnv.call(PATH, { token: await testEnv.tokenWithScope(scope), json: {} })
      // With a sufficient scope, an empty body is a 422, so nothing is requested.
      assertStatus(response, isEnough ? 422 : 403)
    }
  },
  'permissions-locked': (testEnv) => assertRefused(testEnv, 'account_locked', 423),
  'permissions-refusal-bodies': (testEnv) =>
    forEachRefusedAccount(testEnv, async (token) => {
      const response = await requestFirstCalendar(testEnv, token)
      assert(typeof getPath(response.json, 'error') === 'string', `${describeResponse(response)}, without an error`)
    }),
  'permissions-refusal-first': (testEnv) =>
    forEachRefusedAccount(testEnv, async (token, status) =>
      assertStatus(await testEnv.call(PATH, { token, json: {} }), status),
    ),
  'permissions-unreadable': async (testEnv) => {
    const token = await testEnv.token()
    const bodies = [
      ['application/json', '{'],
      ['text/plain', '{}'],
      ['application/x-www-form-urlencoded', 'redirect_uri=https://app.example.com/'],
    ] as const
    for (const [type, body] of bodies) {
      const response = await testEnv.call(PATH, { token, body, headers: { 'content-type': type } })
      assertStatus(response, 400, 'invalid_request')
    }
  },
  'body-length': async (testEnv) => {
    const json = permissionsFor([], `https://app.example.com/${'x'.repeat(65_536)}`)
    assertStatus(await testEnv.call(PATH, { token: await testEnv.token(), json }), 400)
  },
  'permissions-charset': async (testEnv) => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    assertStatus(await testEnv.call(PATH, { token: await testEnv.token(), headers, body: '{}' }), 422)
  },
  'permissions-invalid': async (testEnv) => {
    const response = await testEnv.call(PATH, { token: await testEnv.token(), json: {} })
    for (const field of ['permissions', 'redirect_uri']) assertInvalidField(response, field)
  },
  'permissions-errors': async (testEnv) => {
    const response = await testEnv.call(PATH, { token: await testEnv.token(), json: {} })
    const [issue] = (fieldErrors(response, 'redirect_uri') as unknown[] | undefined) ?? []
    assert(getPath(issue, 'key') === 'errors.required', `the key is "${getPath(issue, 'key')}"`)
    assert(getPath(issue, 'description') === 'required', `the description is "${getPath(issue, 'description')}"`)
  },
  'permissions-error-paths': async (testEnv) => {
    assertInvalidField(await requestInvalidIds(testEnv, [UNKNOWN_CALENDAR]), 'permissions[0].calendar_id')
  },
  'permissions-error-key': async (testEnv) => {
    const { json } = await requestInvalidIds(testEnv, [UNKNOWN_CALENDAR])
    const [issues] = Object.values(getPath(json, 'errors') ?? {})
    assert(getPath(issues, 0, 'key') === 'errors.invalid', `the key is "${getPath(issues, 0, 'key')}"`)
  },
  'permissions-level': async (testEnv) => {
    const { token, ids } = await testEnv.requestableCalendars(1)
    testEnv.requireChangesAllowed()
    assertStatus(await testEnv.call(PATH, { token, json: permissionsFor(ids, testEnv.redirectUri, 'sandbox') }), 422)
  },
  'permissions-empty': async (testEnv) => assertStatus(await requestInvalidIds(testEnv, []), 422),
  'permissions-unknown-calendar': async (testEnv) =>
    assertStatus(await requestInvalidIds(testEnv, [UNKNOWN_CALENDAR]), 422),
  'permissions-foreign-calendar': async (testEnv) => {
    const [calendar] = await testEnv.calendars(await testEnv.token('other'))
    if (calendar === undefined) throw new SkippedError('the other account has no calendar')
    assertStatus(await testEnv.requestPermissions(await testEnv.token(), [calendar.calendar_id]), 422)
  },
  'permissions-deleted-calendar': async (testEnv) => {
    const { token, calendars } = await testEnv.accountWith('a deleted calendar', (list) =>
      list.some((calendar) => calendar.calendar_deleted === true),
    )
    const id = calendars.find((calendar) => calendar.calendar_deleted === true)?.calendar_id ?? ''
    assertStatus(await testEnv.requestPermissions(token, [id]), 422)
  },
  'permissions-all-or-nothing': async (testEnv) => {
    const { token, ids } = await testEnv.requestableCalendars(1)
    const response = await testEnv.requestPermissions(token, [...ids, UNKNOWN_CALENDAR])
    assertStatus(response, 422)
  },
  'permissions-several': async (testEnv) => {
    const { token, ids } = await testEnv.requestableCalendars(2)
    assertSuccess(await testEnv.requestPermissions(token, ids))
  },
  'permissions-no-maximum': async (testEnv) => {
    const { token, calendars } = await testEnv.accountWith(
      '250 calendars',
      (list) => list.filter((calendar) => !calendar.calendar_deleted).length >= 250,
    )
    const ids = calendars.filter((calendar) => !calendar.calendar_deleted).map((calendar) => calendar.calendar_id)
    assertSuccess(await testEnv.requestPermissions(token, ids.slice(0, 250)))
  },
  'permissions-duplicates': async (testEnv) => {
    const { token, ids } = await testEnv.requestableCalendars(1)
    assertSuccess(await testEnv.requestPermissions(token, [...ids, ...ids]))
  },
  'permissions-read-only': async (testEnv) => {
    const isReadOnly = (calendar: { calendar_readonly?: boolean; calendar_deleted?: boolean }) =>
      calendar.calendar_readonly === true && calendar.calendar_deleted !== true
    const { token, calendars } = await testEnv.accountWith('a read-only calendar', (list) => list.some(isReadOnly))
    assertSuccess(await testEnv.requestPermissions(token, [calendars.find(isReadOnly)?.calendar_id ?? '']))
  },
  'permissions-again': async (testEnv) => {
    const isOpen = (calendar: { permission_level?: string; calendar_deleted?: boolean }) =>
      calendar.permission_level === 'unrestricted' && calendar.calendar_deleted !== true
    const { token, calendars } = await testEnv.accountWith('an unrestricted calendar', (list) => list.some(isOpen))
    assertSuccess(await testEnv.requestPermissions(token, [calendars.find(isOpen)?.calendar_id ?? '']))
  },
  'permissions-redirect-address': async (testEnv) => {
    const { token, ids } = await testEnv.requestableCalendars(1)
    for (const url of ['/return', 'javascript:alert(1)', 'mailto:a@b.example']) {
      assertInvalidField(await testEnv.requestPermissions(token, ids, url), 'redirect_uri')
    }
  },
  'permissions-redirect-any': async (testEnv) => {
    const { token, ids } = await testEnv.requestableCalendars(1)
    assertSuccess(await testEnv.requestPermissions(token, ids, 'https://not-listed.invalid/return'))
  },
}

/** Requests calendars that cannot be requested. This changes nothing. */
async function requestInvalidIds(testEnv: TestEnv, ids: readonly string[]): Promise<TargetResponse> {
  return testEnv.call(PATH, { token: await testEnv.token(), json: permissionsFor(ids, testEnv.redirectUri) })
}

/** Requests a calendar for an account that Cronofy must reject. If Cronofy does not reject it, this changes data. */
async function requestFirstCalendar(testEnv: TestEnv, token: string): Promise<TargetResponse> {
  const [calendar] = await testEnv.calendars(token)
  if (calendar === undefined) throw new SkippedError('the account has no calendar')
  return testEnv.requestPermissions(token, [calendar.calendar_id])
}

async function assertRefused(testEnv: TestEnv, kind: AccountKind, status: number): Promise<void> {
  assertStatus(await requestFirstCalendar(testEnv, await testEnv.token(kind)), status)
}

async function forEachRefusedAccount(
  testEnv: TestEnv,
  probe: (token: string, status: number) => Promise<void>,
): Promise<void> {
  let tried = 0
  for (const [kind, status] of REFUSALS) {
    try {
      const token = await testEnv.token(kind)
      await probe(token, status)
      tried += 1
    } catch (error) {
      if (!(error instanceof SkippedError)) throw error
    }
  }
  if (tried === 0)
    throw new SkippedError('needs --allow-changes, and a token of an account whose permission requests are rejected')
}
