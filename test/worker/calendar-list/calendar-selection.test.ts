import { expect, test } from 'vitest'
import {
  describeList,
  listUrl,
  parseSelection,
  serializeSelection,
} from '../../../edge/worker/calendar-list/calendar-selection.ts'

const ids = Array.from({ length: 2001 }, (_, index) => `cal_${index}`)
const calendars = ids.slice(0, 1000).map((id) => ({ calendar_id: id }))
const LIST = describeList(calendars)

test('parseSelection() returns nothing before the user has selected', () => {
  expect(parseSelection(undefined, calendars)).toBeUndefined()
})

test('a selection of no calendar is not a selection of all', () => {
  expect(serializeSelection(LIST, [])).toBe('none')
  expect(parseSelection('none', calendars)).toEqual({ ids: new Set(), lost: false })
})

test.each([[[]], [['cal_3']], [['cal_3', 'cal_7', 'cal_999']], [ids.slice(0, 1000)]])(
  'parseSelection() returns what was serialized, in any order of the list',
  (selected) => {
    const serialized = serializeSelection(LIST, selected)
    expect(parseSelection(serialized, calendars.toReversed())).toEqual({ ids: new Set(selected), lost: false })
  },
)

test('a deleted calendar and one that is listed twice change nothing', () => {
  const serialized = serializeSelection(LIST, ['cal_3'])
  const same = [...calendars, { calendar_id: 'cal_3' }, { calendar_id: 'cal_gone', calendar_deleted: true }]
  expect(parseSelection(serialized, same)).toEqual({ ids: new Set(['cal_3']), lost: false })
})

test.each([
  ['a calendar more', [...calendars, { calendar_id: 'cal_new' }]],
  ['a calendar less', calendars.slice(1)],
  ['another calendar', [...calendars.slice(1), { calendar_id: 'cal_new' }]],
  ['no calendar', []],
])('parseSelection() selects none, and says so, when there is %s now', (_, changed) => {
  expect(parseSelection(serializeSelection(LIST, ['cal_3']), changed)).toEqual({ ids: new Set(), lost: true })
})

test.each(['', 'x', '.', '../..', '<b>', 'lost', 'x'.repeat(100_000), `${'0'.repeat(16)}.ffff`])(
  'parseSelection() selects none, and says so, for %.20j',
  (text) => {
    expect(parseSelection(text, calendars)).toEqual({ ids: new Set(), lost: true })
  },
)

test.each([undefined, '', 5, ['x'], 'x', 'f'.repeat(8 * 2001)])(
  'a selection without a usable list is lost: %.20j',
  (list) => {
    expect(serializeSelection(list, ['cal_3'])).toBe('lost')
  },
)

test('the longest selection fits into a URL of 2,000 characters, and has no "--" (T32)', () => {
  const most = ids.slice(0, 2000).map((id) => ({ calendar_id: id }))
  const serialized = serializeSelection(describeList(most), ids.slice(0, 2000))
  expect(`https://app.example.com${listUrl('/calendars', { selected: serialized })}`.length).toBeLessThan(2000)
  expect(serialized).toMatch(/^[0-9a-f]{16}\.f{500}$/)
  expect(describeList(ids.map((id) => ({ calendar_id: id })))).toBe('')
})
