import { expect, test } from 'vitest'
import { readChosen, writeChosen } from '../../edge/worker/chosen.ts'

const ids = Array.from({ length: 501 }, (_, index) => `cal_${index}`)
const calendars = ids.map((id) => ({ calendar_id: id }))

test('writeChosen() writes 11 characters for each of up to 500 calendars, and nothing for more', async () => {
  expect(await writeChosen(ids.slice(0, 500))).toMatch(/^[A-Za-z0-9_-]{5500}$/)
  expect(await writeChosen(ids)).toBeUndefined()
})

test('the choice of none is no choice of all', async () => {
  const text = await writeChosen([])
  expect(text).toBe('-')
  expect(await readChosen(text, calendars)).toEqual(new Set())
})

test.each([undefined, '', 'x', '../..', '<b>', 'AAAAAAAAAAA', 'x'.repeat(100_000)])(
  'readChosen() gives nothing when it is given %j',
  async (text) => {
    expect(await readChosen(text, calendars)).toBeUndefined()
  },
)

test('readChosen() gives what was chosen, of the calendars that are still there', async () => {
  const text = await writeChosen(['cal_3', 'cal_7', 'cal_gone'])
  expect(await readChosen(text, calendars)).toEqual(new Set(['cal_3', 'cal_7']))
})
