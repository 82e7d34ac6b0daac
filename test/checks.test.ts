import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCalendarList, checkPermissions, checkUserInfo, UnexpectedShape } from '../src/checks.ts'

test.each([
  ['nothing', undefined, 'calendars is no list'],
  ['a text', 'calendars', 'calendars is no list'],
  ['no list', { calendars: {} }, 'calendars is no list'],
  ['an item that is no object', { calendars: [5] }, 'calendars[0].calendar_id is no text'],
  ['no id', { calendars: [{ calendar_id: 'a' }, {}] }, 'calendars[1].calendar_id is no text'],
  ['an empty id', { calendars: [{ calendar_id: '' }] }, 'calendars[0].calendar_id is no text'],
  ['a number for an id', { calendars: [{ calendar_id: 5 }] }, 'calendars[0].calendar_id is no text'],
  [
    'a list for a level',
    { calendars: [{ calendar_id: 'a', permission_level: ['unrestricted'] }] },
    'permission_level is no text',
  ],
  ['a text for a flag', { calendars: [{ calendar_id: 'a', calendar_deleted: 'false' }] }, 'is neither true nor false'],
])('checkCalendarList() throws when there is %s (T18)', (_, body, message) => {
  expect(() => checkCalendarList(body)).toThrow(new RegExp(message.replace(/[[\].]/g, '\\$&')))
})

test('checkCalendarList() takes nothing from a prototype (T18)', () => {
  const body = JSON.parse('{"calendars":[{"calendar_id":"a","__proto__":{"permission_level":"unrestricted"}}]}')
  const [calendar] = checkCalendarList(body)
  expect(calendar).toEqual({ calendar_id: 'a' })
  expect(calendar?.permission_level).toBeUndefined()
  expect(() => checkCalendarList(Object.create({ calendars: [] }))).toThrow(UnexpectedShape)
})

test('checkCalendarList() drops what it does not know, and reads null as absent', () => {
  expect(
    checkCalendarList({ calendars: [{ calendar_id: 'a', calendar_name: null, new_field: 1 }], more: true }),
  ).toEqual([{ calendar_id: 'a' }])
})

test.each([
  ['nothing', {}],
  ['no object', { permissions_request: 'x' }],
  ['neither', { permissions_request: {} }],
  ['both', { permissions_request: { url: 'https://app.cronofy.com/permissions', accepted: true } }],
  ['accepted: false alone', { permissions_request: { accepted: false } }],
  ['a text for accepted', { permissions_request: { accepted: 'true' } }],
  ['a list for url', { permissions_request: { url: ['https://app.cronofy.com'] } }],
])('checkPermissions() throws when there is %s (T18)', (_, body) => {
  expect(() => checkPermissions(body)).toThrow(UnexpectedShape)
})

test('checkPermissions() gives the URL or the acceptance', () => {
  expect(checkPermissions({ permissions_request: { url: 'https://x', accepted: null } })).toEqual({ url: 'https://x' })
  expect(checkPermissions({ permissions_request: { accepted: true } })).toEqual({ accepted: true })
})

test('checkUserInfo() throws when there is no account', () => {
  expect(() => checkUserInfo({ email: 'janed@company.com' })).toThrow('sub is no text')
})

test('checkUserInfo() gives profiles and their calendars', () => {
  const body = {
    sub: 'acc_1',
    'cronofy.data': { profiles: [{ profile_id: 'pro_1', profile_calendars: [{ calendar_id: 'cal_1' }] }] },
  }
  expect(checkUserInfo(body)).toEqual({
    sub: 'acc_1',
    'cronofy.data': {
      authorization: {},
      profiles: [{ profile_id: 'pro_1', profile_calendars: [{ calendar_id: 'cal_1' }] }],
    },
  })
})

test('the checks either give a typed value or say what is wrong, whatever the JSON (T18)', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const check of [checkCalendarList, checkPermissions, checkUserInfo]) {
        for (const body of [value, { calendars: value, permissions_request: value, sub: 'a', 'cronofy.data': value }]) {
          try {
            check(body)
          } catch (error) {
            expect(error).toBeInstanceOf(UnexpectedShape)
          }
        }
      }
    }),
  )
})
