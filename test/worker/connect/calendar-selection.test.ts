import { expect, test } from 'vitest'
import { parseSelection, serializeSelection } from '../../../edge/worker/connect/calendar-selection.ts'

const ids = Array.from({ length: 501 }, (_, index) => `cal_${index}`)
const calendars = ids.map((id) => ({ calendar_id: id }))

test('serializeSelection() writes 11 characters for each of up to 500 calendars, and none of more: nobody is to find all ticked', async () => {
  expect(await serializeSelection(ids.slice(0, 500))).toMatch(/^[A-Za-z0-9_-]{5500}$/)
  expect(await serializeSelection(ids)).toBe('-')
})

test('the choice of none is no choice of all', async () => {
  const text = await serializeSelection([])
  expect(text).toBe('-')
  expect(await parseSelection(text, calendars)).toEqual(new Set())
})

test('parseSelection() gives nothing when nobody chose yet', async () => {
  expect(await parseSelection(undefined, calendars)).toBeUndefined()
})

test.each(['', 'x', '../..', '<b>', 'AAAAAAAAAAA', 'x'.repeat(100_000)])(
  'parseSelection() gives none, and not all, when %.20j names none that is there',
  async (text) => {
    expect(await parseSelection(text, calendars)).toEqual(new Set())
  },
)

test('parseSelection() gives what was chosen, of the calendars that are still there', async () => {
  const text = await serializeSelection(['cal_3', 'cal_7', 'cal_gone'])
  expect(await parseSelection(text, calendars)).toEqual(new Set(['cal_3', 'cal_7']))
})
