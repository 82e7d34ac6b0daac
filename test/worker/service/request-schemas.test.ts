import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  parseBeginRequest,
  parseCompleteConnectionRequest,
  parseCompleteRequest,
  parseConnectRequest,
  parseReadRequest,
  parseRefreshRequest,
  parseRevokeRequest,
} from '../../../edge/worker/service/request-schemas.ts'
import { HttpError } from '../../../src/handler/errors/http-error.ts'
import { description, findSchemaIssues } from '../../helpers/service-contract.ts'

const CHECKS = [
  ['BeginRequest', parseBeginRequest],
  ['CompleteRequest', parseCompleteRequest],
  ['ReadRequest', parseReadRequest],
  ['ConnectRequest', parseConnectRequest],
  ['CompleteConnectionRequest', parseCompleteConnectionRequest],
  ['RefreshRequest', parseRefreshRequest],
  ['RevokeRequest', parseRevokeRequest],
] as const

/** A body that is right, but for what is to differ. */
const BODY = { data_center: 'de', access_token: 'token', subject: 'user-42', sealed_request: 'a..b.c.d' }

function errorsOf(check: (body: object) => object, body: object): Record<string, string[]> | undefined {
  try {
    check(body)
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(HttpError)
    return (error as HttpError).errors
  }
}

/** Values of every kind, more of them right or nearly so than chance would have it. */
const value = fc.oneof(
  fc.constantFrom('de', 'us', 'eu', 'token', '', ' ', 'to ken', 'x'.repeat(100), 'x'.repeat(129), 'y'.repeat(2049)),
  fc.constantFrom<unknown>(null, 0, true, {}, [], ['a'], [''], [1], Array.from({ length: 1001 }, String)),
  fc.string(),
  fc.jsonValue({ maxDepth: 2 }),
)

const RIGHT: Readonly<Record<string, unknown>> = {
  ...BODY,
  permission_error: 'access_denied',
  calendar_ids: ['cal_1'],
  all_calendars: true,
  choose_calendars: true,
  access_token_expires_at: '2026-01-31T12:00:00Z',
  return_to: 'https://app.example.com/',
  provider_name: 'google',
  link_token: 'link',
  locale: 'de-AT',
  sealed_connection: 'a..b.c.d',
  refresh_token: 'token',
  token: 'token',
}

/** Bodies for a schema, most fields of most of them right; one in ten has a field too many. */
function bodiesFor(name: string): fc.Arbitrary<Record<string, unknown>> {
  const { properties, required } = description.components.schemas[name] as {
    properties: object
    required: string[]
  }
  const field = (right: unknown) =>
    fc.oneof({ weight: 9, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: value })
  const fields = Object.fromEntries(Object.keys(properties).map((key) => [key, field(RIGHT[key])]))
  const some: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
    { weight: 8, arbitrary: fc.record(fields, { requiredKeys: required }) },
    { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.record({ ...fields, another: value }) },
  )
  // The schema counts characters where the check counts bytes: both agree on ASCII. And it looks at the form of an address,
  // which is found out later, against the list.
  return some.filter(
    ({
      subject,
      return_to: returnTo,
      all_calendars: all,
      choose_calendars: choose,
      access_token_expires_at: expires,
    }) =>
      // Many generators cannot express that only `true` is allowed, so only the description says it.
      all !== false &&
      choose !== false &&
      // The schema takes any text that is a time by RFC 3339. The check takes those that JavaScript can read.
      (typeof expires !== 'string' || expires === RIGHT['access_token_expires_at']) &&
      (typeof subject !== 'string' || /^[\x20-\x7e]*$/.test(subject)) &&
      (typeof returnTo !== 'string' || returnTo === RIGHT['return_to'] || returnTo === '' || returnTo.length > 2048),
  )
}

describe.each(CHECKS)('the check of %s', (name, check) => {
  test('takes what the description allows, and nothing else', () => {
    let taken = 0
    const runs = 2000
    fc.assert(
      fc.property(bodiesFor(name), (given) => {
        const issues = findSchemaIssues(name, given)
        const errors = errorsOf(check as (body: object) => object, given)
        if (errors === undefined) taken += 1
        expect(errors === undefined, JSON.stringify({ given, issues, errors })).toBe(issues.length === 0)
      }),
      { numRuns: runs, seed: 20261125 },
    )
    expect(taken).toBeGreaterThan(runs / 10)
    expect(taken).toBeLessThan(runs * 0.9)
  })

  test('says of every field what is wrong, without its value', () => {
    const errors = errorsOf(check as (body: object) => object, {})
    const { required } = description.components.schemas[name] as { required: string[] }
    expect(errors).toEqual(Object.fromEntries(required.map((field) => [field, ['is required']])))
  })

  test('takes no field from a prototype, and quotes no name that could not be one', () => {
    const given = JSON.parse(`{"__proto__": ${JSON.stringify(RIGHT)}, "P531x88i05Ld2yXHIQ7W": 1}`) as object
    const errors = errorsOf(check as (body: object) => object, given)
    const { required } = description.components.schemas[name] as { required: string[] }
    expect(errors).toMatchObject({ '(another field)': ['is not a known field'] })
    for (const field of required) expect(errors).toMatchObject({ [field]: ['is required'] })
    expect(JSON.stringify(errors)).not.toContain('P531')
  })
})

test.each([
  ['subject', 'x'.repeat(129), 'must be at most 128 bytes long'],
  ['subject', 'ü'.repeat(65), 'must be at most 128 bytes long'],
  ['subject', '', 'must not be empty'],
  ['subject', 42, 'must be a string'],
  ['access_token', 'a\r\nb', 'must contain visible ASCII characters only'],
  ['calendar_ids', [], 'must not be empty; to ask for every calendar, send "all_calendars": true'],
  ['calendar_ids', 'cal_1', 'must be an array'],
  ['calendar_ids', ['cal_1', 2], 'entry 2 must be a string'],
  ['calendar_ids', Array.from({ length: 1001 }, String), 'must have at most 1000 entries'],
  ['return_to', 'x'.repeat(2049), 'must have at most 2048 characters'],
])('parseBeginRequest() says of %s %j: %s', (field, given, problem) => {
  const { sealed_request, ...rest } = BODY
  expect(errorsOf(parseBeginRequest, { ...rest, [field]: given })).toEqual({ [field]: [problem] })
  expect(sealed_request).toBeDefined()
})

test.each([
  ['provider_name', 'Google!', 'must be the name of a calendar provider, such as google'],
  ['locale', 'de--AT', 'must be a language tag, such as de'],
  ['locale', `de-${'x'.repeat(33)}`, 'must be a language tag, such as de'],
  ['link_token', 'x'.repeat(513), 'must have at most 512 characters'],
  ['data_center', 'eu', 'must be one of us, au, ca, de, sg, uk'],
  ['return_to', undefined, 'must be a string'],
])('parseConnectRequest() says of %s %j: %s', (field, given, problem) => {
  const body = { subject: 'user-42', return_to: 'https://app.example.com/', [field]: given }
  expect(errorsOf(parseConnectRequest, body)).toEqual({ [field]: [problem] })
})

test.each([
  'tomorrow',
  '2026-01-31',
  '2026-01-31T12:00:00',
  '2026-02-30T12:00:00Z',
  '2026-13-31T12:00:00Z',
  1_770_000_000,
  null,
])('parseBeginRequest() rejects the time %j', (given) => {
  const { sealed_request: _, ...rest } = BODY
  const errors = errorsOf(parseBeginRequest, { ...rest, access_token_expires_at: given })
  expect(errors).toEqual({ access_token_expires_at: ['must be a time such as 2026-01-31T12:00:00Z'] })
})

test('checkComplete() takes a subject of 128 bytes, and a reason of 100 characters', () => {
  expect(
    errorsOf(parseCompleteRequest, { ...BODY, subject: 'ü'.repeat(64), permission_error: 'x'.repeat(100) }),
  ).toBeUndefined()
})
