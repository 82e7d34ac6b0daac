import { expect, test } from 'vitest'
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { determineOutcome, hasPermissionLevel, toCalendarPermission } from '../../../src/flow/outcome.ts'
import { calendar, unrestrictedCalendar } from '../../helpers/fixtures.ts'

/** Stands for the digest of a calendar. */
const digestOf = (id: string) => id.charCodeAt(0)

const requested = (ids: string[]) => ({ calendars: ids.map(digestOf), permissionLevel: 'unrestricted' }) as const

function listed(...calendars: CronofyCalendar[]) {
  return new Map(calendars.map((item) => [digestOf(item.calendar_id), item]))
}

test.each([
  ['unconfirmed', [calendar('a'), calendar('b')], false],
  ['rejected', [calendar('a'), calendar('b')], true],
  ['partial', [unrestrictedCalendar('a'), calendar('b')], false],
  ['partial', [unrestrictedCalendar('a'), calendar('b')], true],
  ['granted', [unrestrictedCalendar('a'), unrestrictedCalendar('b')], false],
  // T5: appending error=access_denied after accepting changes nothing.
  ['granted', [unrestrictedCalendar('a'), unrestrictedCalendar('b')], true],
  // A missing calendar counts as not granted.
  ['partial', [unrestrictedCalendar('a')], false],
  ['unconfirmed', [], false],
  ['rejected', [], true],
  ['partial', [unrestrictedCalendar('a'), unrestrictedCalendar('b', { calendar_deleted: true })], false],
] as const)('determineOutcome() gives %s for %j, denied: %s', (status, calendars, denied) => {
  expect(determineOutcome(requested(['a', 'b']), listed(...calendars), denied).status).toBe(status)
})

test('determineOutcome() ignores calendars that were not requested', () => {
  const outcome = determineOutcome(requested(['a']), listed(calendar('a'), unrestrictedCalendar('b')), false)
  expect(outcome).toEqual({
    status: 'unconfirmed',
    calendars: [{ calendarId: 'a', calendarName: 'Calendar a', permissionLevel: 'sandbox', granted: false }],
    missingCount: 0,
  })
})

test('determineOutcome() counts a deleted or unlisted calendar as missing', () => {
  const { missingCount, calendars } = determineOutcome(
    requested(['a', 'b', 'c']),
    listed(unrestrictedCalendar('a'), unrestrictedCalendar('b', { calendar_deleted: true })),
    false,
  )
  expect(missingCount).toBe(2)
  expect(calendars.map((item) => item.calendarId)).toEqual(['a'])
})

test.each(['Unrestricted', 'unrestricted ', 'sandbox', 'something_new', ''])(
  'hasPermissionLevel() returns false when the level is %j',
  (level) => {
    expect(hasPermissionLevel(calendar('a', { permission_level: level }), 'unrestricted')).toBe(false)
  },
)

test('toCalendarPermission() leaves name and level undefined when Cronofy leaves them out', () => {
  expect(toCalendarPermission({ calendar_id: 'a' }, 'unrestricted')).toEqual({
    calendarId: 'a',
    calendarName: undefined,
    permissionLevel: undefined,
    granted: false,
  })
})

test('hasPermissionLevel() returns false for a deleted calendar', () => {
  expect(hasPermissionLevel(unrestrictedCalendar('a', { calendar_deleted: true }), 'unrestricted')).toBe(false)
  expect(hasPermissionLevel(unrestrictedCalendar('a'), 'unrestricted')).toBe(true)
})
