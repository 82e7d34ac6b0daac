import { expect, test } from 'vitest'
import { readChosen, writeChosen } from '../../edge/worker/chosen.ts'

const ids = Array.from({ length: 251 }, (_, index) => `cal_${index}`)
const calendars = ids.map((id) => ({ calendar_id: id }))

test('writeChosen() writes nothing when nothing was chosen, or more than can be asked for', async () => {
  expect(await writeChosen([])).toBeUndefined()
  expect(await writeChosen(ids)).toBeUndefined()
})

test('writeChosen() writes 11 characters for each of up to 250 calendars', async () => {
  expect(await writeChosen(ids.slice(0, 250))).toMatch(/^[A-Za-z0-9_-]{2750}$/)
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
