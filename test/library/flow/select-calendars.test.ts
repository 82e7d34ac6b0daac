import { expect, test } from 'vitest'
import { isEligible, selectCalendars } from '../../../src/flow/select-calendars.ts'
import { calendar, unrestrictedCalendar } from '../../helpers/fixtures.ts'

const LISTED = [
  calendar('plain'),
  calendar('other'),
  calendar('read-only', { calendar_readonly: true }),
  calendar('deleted', { calendar_deleted: true }),
  unrestrictedCalendar('done'),
]

test.each([0, 251, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'selectCalendars() throws when maxCalendars is %s',
  (max) => {
    expect(() => selectCalendars(LISTED, { calendarIds: undefined, maxCalendars: max })).toThrow(
      expect.objectContaining({ code: 'invalid_max_calendars' }),
    )
  },
)

test.each([['unknown'], ['deleted']])('selectCalendars() names the calendar when it is %s', (id) => {
  expect(() => selectCalendars(LISTED, { calendarIds: ['plain', id], maxCalendars: 100 })).toThrow(
    expect.objectContaining({ code: 'unknown_calendars', message: expect.stringContaining(`"${id}"`) }),
  )
})

test('selectCalendars() names ten unknown calendars at most', () => {
  const ids = Array.from({ length: 12 }, (_, index) => `gone-${index}`)
  expect(() => selectCalendars(LISTED, { calendarIds: ids, maxCalendars: 100 })).toThrow(
    expect.objectContaining({ message: expect.stringMatching(/"gone-9" and 2 more/) }),
  )
})

test.each([
  ['there is none', [], undefined],
  [
    'all are read-only or deleted',
    [calendar('a', { calendar_readonly: true }), calendar('b', { calendar_deleted: true })],
    undefined,
  ],
  ['an empty list is named', LISTED, []],
])('selectCalendars() throws when %s', (_, listed, ids) => {
  expect(() => selectCalendars(listed, { calendarIds: ids, maxCalendars: 100 })).toThrow(
    expect.objectContaining({ code: 'no_calendars' }),
  )
})

test('selectCalendars() throws when more than maxCalendars would be requested', () => {
  expect(() => selectCalendars(LISTED, { calendarIds: undefined, maxCalendars: 1 })).toThrow(
    expect.objectContaining({ code: 'too_many_calendars' }),
  )
  expect(
    selectCalendars([...LISTED, unrestrictedCalendar('x')], { calendarIds: ['plain', 'done', 'x'], maxCalendars: 1 }),
  ).toEqual({
    status: 'request',
    calendarIds: ['plain'],
  })
})

test('selectCalendars() selects every eligible calendar when none is named', () => {
  expect(selectCalendars(LISTED, { calendarIds: undefined, maxCalendars: 100 })).toEqual({
    status: 'request',
    calendarIds: ['plain', 'other'],
  })
})

test('selectCalendars() selects a calendar once when it is named twice, and skips unrestricted ones', () => {
  expect(selectCalendars(LISTED, { calendarIds: ['plain', 'done', 'plain'], maxCalendars: 100 })).toEqual({
    status: 'request',
    calendarIds: ['plain'],
  })
})

test('selectCalendars() selects a read-only calendar when it is named', () => {
  expect(selectCalendars(LISTED, { calendarIds: ['read-only'], maxCalendars: 100 })).toEqual({
    status: 'request',
    calendarIds: ['read-only'],
  })
})

test('selectCalendars() returns granted when all are unrestricted already', () => {
  expect(selectCalendars(LISTED, { calendarIds: ['done'], maxCalendars: 100 })).toEqual({
    status: 'granted',
    calendarIds: ['done'],
  })
  expect(
    selectCalendars([unrestrictedCalendar('a'), calendar('b', { calendar_readonly: true })], {
      calendarIds: undefined,
      maxCalendars: 100,
    }),
  ).toEqual({
    status: 'granted',
    calendarIds: ['a'],
  })
})

test('isEligible() rejects read-only, deleted, and unrestricted calendars', () => {
  expect(LISTED.filter(isEligible).map((item) => item.calendar_id)).toEqual(['plain', 'other'])
})
