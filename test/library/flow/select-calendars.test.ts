import { expect, test } from 'vitest'
import { findByIds, isEligible, parseSelection, selectCalendars } from '../../../src/flow/select-calendars.ts'
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
    expect(() => selectCalendars(LISTED, { selection: { allCalendars: true }, maxCalendars: max })).toThrow(
      expect.objectContaining({ code: 'invalid_max_calendars' }),
    )
  },
)

test.each([['unknown'], ['deleted']])('selectCalendars() names the calendar when it is %s', (id) => {
  expect(() => selectCalendars(LISTED, { selection: { calendarIds: ['plain', id] }, maxCalendars: 100 })).toThrow(
    expect.objectContaining({ code: 'unknown_calendars', message: expect.stringContaining(`"${id}"`) }),
  )
})

test('selectCalendars() names ten unknown calendars at most', () => {
  const ids = Array.from({ length: 12 }, (_, index) => `gone-${index}`)
  expect(() => selectCalendars(LISTED, { selection: { calendarIds: ids }, maxCalendars: 100 })).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/no such calendars in .*: "gone-0", "gone-1",.* "gone-9" and 2 more/),
    }),
  )
})

test.each([
  ['there is none', []],
  [
    'all are read-only or deleted',
    [calendar('a', { calendar_readonly: true }), calendar('b', { calendar_deleted: true })],
  ],
])('selectCalendars() throws when %s', (_, listed) => {
  expect(() => selectCalendars(listed, { selection: { allCalendars: true }, maxCalendars: 100 })).toThrow(
    expect.objectContaining({ code: 'no_calendars' }),
  )
})

test('selectCalendars() throws when more than maxCalendars would be requested', () => {
  expect(() => selectCalendars(LISTED, { selection: { allCalendars: true }, maxCalendars: 1 })).toThrow(
    expect.objectContaining({ code: 'too_many_calendars' }),
  )
  expect(
    selectCalendars([...LISTED, unrestrictedCalendar('x')], {
      selection: { calendarIds: ['plain', 'done', 'x'] },
      maxCalendars: 1,
    }),
  ).toEqual({
    status: 'request',
    calendarIds: ['plain'],
  })
})

test('selectCalendars() selects every eligible calendar when all are requested', () => {
  expect(selectCalendars(LISTED, { selection: { allCalendars: true }, maxCalendars: 100 })).toEqual({
    status: 'request',
    calendarIds: ['plain', 'other'],
  })
})

test('selectCalendars() selects a calendar once when it is named twice, and skips unrestricted ones', () => {
  expect(
    selectCalendars(LISTED, { selection: { calendarIds: ['plain', 'done', 'plain'] }, maxCalendars: 100 }),
  ).toEqual({
    status: 'request',
    calendarIds: ['plain'],
  })
})

test('selectCalendars() selects a read-only calendar when it is named', () => {
  expect(selectCalendars(LISTED, { selection: { calendarIds: ['read-only'] }, maxCalendars: 100 })).toEqual({
    status: 'request',
    calendarIds: ['read-only'],
  })
})

test('selectCalendars() returns granted when all are unrestricted already', () => {
  expect(selectCalendars(LISTED, { selection: { calendarIds: ['done'] }, maxCalendars: 100 })).toEqual({
    status: 'granted',
    calendarIds: ['done'],
  })
  expect(
    selectCalendars([unrestrictedCalendar('a'), calendar('b', { calendar_readonly: true })], {
      selection: { allCalendars: true },
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

test.each([
  ['neither is given', {}],
  ['both are given', { calendarIds: ['a'], allCalendars: true }],
  ['the list is empty', { calendarIds: [] }],
  ['the list has an empty ID', { calendarIds: ['a', ''] }],
  ['the list has no string', { calendarIds: ['a', 5] }],
  ['the list is a string', { calendarIds: 'a' }],
  ['the list is null', { calendarIds: null }],
  ['allCalendars is a string', { allCalendars: 'true' }],
  ['allCalendars is 1', { allCalendars: 1 }],
  ['allCalendars is false', { allCalendars: false }],
  ['allCalendars is null', { allCalendars: null }],
  ['allCalendars is false beside a list', { calendarIds: ['a'], allCalendars: false }],
])('parseSelection() throws when %s (T23)', (_, options) => {
  expect(() => parseSelection(options)).toThrow(expect.objectContaining({ code: 'invalid_selection' }))
})

test('parseSelection() returns one of the two', () => {
  expect(parseSelection({ calendarIds: ['a'], allCalendars: undefined })).toEqual({ calendarIds: ['a'] })
  expect(parseSelection({ allCalendars: true })).toEqual({ allCalendars: true })
})

test.each([
  ['cal_U9uuErStTG@EAAAB_IsAsykA2DBTWqQTf-f0kJw', '"cal_U9uuErStTG@EAAAB_IsAsykA2DBTWqQTf-f0kJw"'],
  ['jane@example.com', '(not a calendar ID)'],
  ['cal_a b', '(not a calendar ID)'],
  [`cal_${'a'.repeat(81)}`, '(not a calendar ID)'],
])('findByIds() names the unknown calendar %s as %s', (id, shown) => {
  const message = `The user has no such calendar in this data center: ${shown}. List the calendars again.`
  expect(() => findByIds(LISTED, [id])).toThrow(expect.objectContaining({ code: 'unknown_calendars', message }))
})
