import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  parseCalendarList,
  parsePermissionsResponse,
  parseUserInfo,
  ResponseShapeError,
} from '../../../src/client/response-parsers.ts'

test.each([
  ['nothing', undefined, 'calendars must be an array'],
  ['a string', 'calendars', 'calendars must be an array'],
  ['an object', { calendars: {} }, 'calendars must be an array'],
  ['null', { calendars: null }, 'calendars must be an array'],
])('parseCalendarList() throws when there is %s (T18)', (_, body, message) => {
  expect(() => parseCalendarList(body)).toThrow(new ResponseShapeError(message))
})

const GRANTED = { calendar_id: 'bad', permission_level: 'unrestricted' }

test.each<[string, unknown]>([
  ['is not an object', 5],
  ['is null', null],
  ['is an array', [GRANTED]],
  ['has no ID', { permission_level: 'unrestricted' }],
  ['has an empty ID', { ...GRANTED, calendar_id: '' }],
  ['has a number for an ID', { ...GRANTED, calendar_id: 5 }],
  ['has half of a surrogate pair in its ID', { ...GRANTED, calendar_id: 'bad\ud800' }],
  ['has a string for calendar_deleted', { ...GRANTED, calendar_deleted: 'true' }],
  ['has a number for calendar_deleted', { ...GRANTED, calendar_deleted: 0 }],
  ['has an array for calendar_deleted', { ...GRANTED, calendar_deleted: [] }],
  ['has a string for calendar_readonly', { ...GRANTED, calendar_readonly: 'false' }],
])('parseCalendarList() leaves out a calendar that %s, and keeps the others (T18)', (_, malformed) => {
  const others = [{ calendar_id: 'a' }, { calendar_id: 'b', permission_level: 'sandbox' }]
  expect(parseCalendarList({ calendars: [others[0], malformed, others[1]] })).toEqual(others)
})

test('parseCalendarList() leaves out every entry of a calendar when one of them is malformed (T18)', () => {
  const malformed = { ...GRANTED, calendar_deleted: 'true' }
  for (const calendars of [
    [GRANTED, malformed],
    [malformed, GRANTED],
  ]) {
    expect(parseCalendarList({ calendars: [...calendars, { calendar_id: 'a' }] })).toEqual([{ calendar_id: 'a' }])
  }
})

test.each<[string, object]>([
  ['an array for a level', { permission_level: ['unrestricted'] }],
  ['an object for a level', { permission_level: { toString: 'unrestricted' } }],
  ['numbers for names', { calendar_name: 5, profile_id: 5, profile_name: 5, provider_name: 5 }],
  ['strings for what is only shown', { calendar_primary: 'true', calendar_attachments_available: 'true' }],
])('parseCalendarList() counts %s as absent (T18)', (_, fields) => {
  expect(parseCalendarList({ calendars: [{ calendar_id: 'a', ...fields }] })).toEqual([{ calendar_id: 'a' }])
})

test('parseUserInfo() leaves out a malformed calendar', () => {
  const profile = { profile_id: 'pro_1', profile_calendars: [5, { calendar_id: 'a' }] }
  expect(parseUserInfo({ sub: 'acc_1', 'cronofy.data': { profiles: [profile] } })).toMatchObject({
    'cronofy.data': { profiles: [{ profile_calendars: [{ calendar_id: 'a' }] }] },
  })
})

test('parseCalendarList() reads own properties only (T18)', () => {
  const body = JSON.parse('{"calendars":[{"calendar_id":"a","__proto__":{"permission_level":"unrestricted"}}]}')
  const [calendar] = parseCalendarList(body)
  expect(calendar).toEqual({ calendar_id: 'a' })
  expect(calendar?.permission_level).toBeUndefined()
  expect(() => parseCalendarList(Object.create({ calendars: [] }))).toThrow(ResponseShapeError)
})

test('parseCalendarList() drops unknown fields, and treats null as absent', () => {
  expect(
    parseCalendarList({ calendars: [{ calendar_id: 'a', calendar_name: null, new_field: 1 }], more: true }),
  ).toEqual([{ calendar_id: 'a' }])
})

test.each([
  ['nothing', {}],
  ['no object', { permissions_request: 'x' }],
  ['neither', { permissions_request: {} }],
  ['both', { permissions_request: { url: 'https://app.cronofy.com/permissions', accepted: true } }],
  ['accepted: false alone', { permissions_request: { accepted: false } }],
  ['a string for accepted', { permissions_request: { accepted: 'true' } }],
  ['an array for url', { permissions_request: { url: ['https://app.cronofy.com'] } }],
])('parsePermissionsResponse() throws when there is %s (T18)', (_, body) => {
  expect(() => parsePermissionsResponse(body)).toThrow(ResponseShapeError)
})

test('parsePermissionsResponse() returns the URL or the acceptance', () => {
  expect(parsePermissionsResponse({ permissions_request: { url: 'https://x', accepted: null } })).toEqual({
    status: 'redirect',
    url: 'https://x',
  })
  expect(parsePermissionsResponse({ permissions_request: { accepted: true } })).toEqual({ status: 'accepted' })
})

test('parseUserInfo() throws when there is no account', () => {
  expect(() => parseUserInfo({ email: 'janed@company.com' })).toThrow('sub must be a non-empty string')
})

test('parseUserInfo() returns profiles and their calendars', () => {
  const body = {
    sub: 'acc_1',
    'cronofy.data': { profiles: [{ profile_id: 'pro_1', profile_calendars: [{ calendar_id: 'cal_1' }] }] },
  }
  expect(parseUserInfo(body)).toEqual({
    sub: 'acc_1',
    'cronofy.data': {
      authorization: {},
      profiles: [{ profile_id: 'pro_1', profile_calendars: [{ calendar_id: 'cal_1' }] }],
    },
  })
})

test('the parsers return a typed value or throw a ResponseShapeError for any JSON (T18)', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const check of [parseCalendarList, parsePermissionsResponse, parseUserInfo]) {
        for (const body of [value, { calendars: value, permissions_request: value, sub: 'a', 'cronofy.data': value }]) {
          try {
            check(body)
          } catch (error) {
            expect(error).toBeInstanceOf(ResponseShapeError)
          }
        }
      }
    }),
  )
})

test.each([
  [{ permissions_request: {} }, 'permissions_request has neither url nor accepted'],
  [{ permissions_request: 'x' }, 'permissions_request has neither url nor accepted'],
  [{ permissions_request: { url: 'https://x', accepted: true } }, 'permissions_request has both url and accepted'],
  [{ permissions_request: { url: 5 } }, 'permissions_request.url must be a string'],
  [{ permissions_request: { accepted: 5 } }, 'permissions_request.accepted must be a boolean'],
])('parsePermissionsResponse() says where %j is wrong', (body, message) => {
  expect(() => parsePermissionsResponse(body)).toThrow(new ResponseShapeError(message))
})

test.each([
  [{}, 'sub must be a non-empty string'],
  [{ sub: 'a', email: 5 }, 'email must be a string'],
  [{ sub: 'a', 'cronofy.data': { authorization: { scope: 5 } } }, 'cronofy.data.authorization.scope must be a string'],
  [{ sub: 'a', 'cronofy.data': { profiles: 5 } }, 'cronofy.data.profiles must be an array'],
  [{ sub: 'a', 'cronofy.data': { profiles: [{}] } }, 'cronofy.data.profiles[0].profile_id must be a non-empty string'],
  [
    { sub: 'a', 'cronofy.data': { profiles: [{ profile_id: 'p', profile_calendars: 5 }] } },
    'cronofy.data.profiles[0].profile_calendars must be an array',
  ],
])('parseUserInfo() says where %j is wrong', (body, message) => {
  expect(() => parseUserInfo(body)).toThrow(new ResponseShapeError(message))
})

test('parseCalendarList() returns every documented field, and no other', () => {
  const full = {
    provider_name: 'google',
    profile_id: 'pro_n23kjnwrw2',
    profile_name: 'example@cronofy.com',
    calendar_id: 'cal_n23kjnwrw2_jsdfjksn234',
    calendar_name: 'Home',
    calendar_readonly: false,
    calendar_deleted: false,
    calendar_primary: true,
    calendar_integrated_conferencing_available: true,
    calendar_attachments_available: true,
    permission_level: 'sandbox',
  }
  expect(parseCalendarList({ calendars: [{ ...full, more: 1 }] })).toStrictEqual([full])
})

test('parseUserInfo() returns every documented field, and no other', () => {
  const full = {
    sub: 'acc_5700a00eb0ccd07000000000',
    email: 'janed@company.com',
    name: 'Jane Doe',
    zoneinfo: 'Europe/London',
    'cronofy.type': 'account',
    'cronofy.data': {
      authorization: { scope: 'read_write', status: 'active' },
      profiles: [
        {
          provider_name: 'google',
          provider_service: 'gsuite',
          profile_id: 'pro_n23kjnwrw2',
          profile_name: 'example1@cronofy.com',
          profile_connected: false,
          profile_initial_sync_required: true,
          profile_relink_url: 'https://app.cronofy.com/relink/apple?email=example@cronofy.com',
          profile_calendars: [{ calendar_id: 'cal_n23kjnwrw2_jsdfjksn234' }],
        },
      ],
    },
  }
  expect(parseUserInfo({ ...full, more: 1 })).toStrictEqual(full)
  expect(parseUserInfo({ sub: 'a', 'cronofy.data': {} })).toStrictEqual({
    sub: 'a',
    'cronofy.data': { authorization: {}, profiles: [] },
  })
  const bare = { sub: 'a', 'cronofy.data': { profiles: [{ profile_id: 'p' }] } }
  expect(parseUserInfo(bare)).toMatchObject({
    'cronofy.data': { profiles: [{ profile_id: 'p', profile_calendars: [] }] },
  })
})
