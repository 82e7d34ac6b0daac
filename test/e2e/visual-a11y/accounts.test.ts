import { describe, expect, test } from 'vitest'
import { DATA_CENTER_IDS } from '../../../src/index.ts'
import { comesAndGoes, DECIDING, decides, hasNone, isAnswered, looksFor, OTHERS, signsOut, waits } from './journeys.ts'
import { usePages, walk } from './open-pages.ts'
import { LOOKS } from './variants.ts'

const { newWalker } = usePages()
const OTHER_NAMES = Object.keys(OTHERS) as (keyof typeof OTHERS)[]

/** Accounts with the same two calendars: looked at by turns in the data centers. */
const ALIKE: readonly string[] = ['microsoft', 'apple']

describe.each(DATA_CENTER_IDS)('in %s', (dataCenter) => {
  test.each(DECIDING.filter((account) => account !== 'many-calendars'))('%s decides', async (account) => {
    const walker = await newWalker()
    const turn = (DATA_CENTER_IDS.indexOf(dataCenter) + ALIKE.indexOf(account)) % LOOKS.length
    const looks = ALIKE.includes(account) ? LOOKS.slice(turn, turn + 1) : LOOKS
    expect(await walk(walker, decides(walker, dataCenter, account), looks)).toHaveLength(10)
  })

  test.each(OTHER_NAMES)('%s is answered at once', async (account) => {
    const walker = await newWalker()
    expect(await walk(walker, isAnswered(walker, dataCenter, account), LOOKS)).toHaveLength(2)
  })

  test('somebody looks for calendars', async () => {
    const walker = await newWalker()
    const turn = DATA_CENTER_IDS.indexOf(dataCenter)
    expect(await walk(walker, looksFor(walker, dataCenter), LOOKS.slice(turn, turn + 1))).toHaveLength(5)
  })

  test('somebody signs out in vain', async () => {
    const walker = await newWalker()
    expect(await walk(walker, signsOut(walker, dataCenter), LOOKS)).toHaveLength(2)
  })

  test('somebody waits', async () => {
    const walker = await newWalker()
    expect(await walk(walker, waits(walker, dataCenter), LOOKS)).toHaveLength(1)
  })

  test('no-calendars has none', async () => {
    const walker = await newWalker()
    expect(await walk(walker, hasNone(walker, dataCenter), LOOKS)).toHaveLength(1)
  })

  test('somebody comes and goes', async () => {
    const walker = await newWalker()
    expect(await walk(walker, comesAndGoes(walker, dataCenter), LOOKS)).toHaveLength(4)
  })
})
