import { describe, expect, test } from 'vitest'
import { DATA_CENTER_IDS } from '../../../src/index.ts'
import {
  DECISION_ACCOUNTS,
  decisionJourney,
  filterJourney,
  IMMEDIATE_RESULTS,
  immediateJourney,
  noCalendarsJourney,
  signInAndOutJourney,
  signOutErrorsJourney,
  verifyingJourney,
} from './journeys.ts'
import { checkJourney, openPages } from './open-pages.ts'
import { VARIANTS } from './variants.ts'

const { newDriver } = openPages()
const IMMEDIATE_ACCOUNTS = Object.keys(IMMEDIATE_RESULTS) as (keyof typeof IMMEDIATE_RESULTS)[]

/** Accounts with the same two calendars: looked at by turns in the data centers. */
const SIMILAR_ACCOUNTS: readonly string[] = ['microsoft', 'apple']

describe.each(DATA_CENTER_IDS)('in %s', (dataCenter) => {
  test.each(DECISION_ACCOUNTS.filter((account) => account !== 'many-calendars'))('%s decides', async (account) => {
    const driver = await newDriver()
    const variantIndex = (DATA_CENTER_IDS.indexOf(dataCenter) + SIMILAR_ACCOUNTS.indexOf(account)) % VARIANTS.length
    const variants = SIMILAR_ACCOUNTS.includes(account) ? VARIANTS.slice(variantIndex, variantIndex + 1) : VARIANTS
    expect(await checkJourney(driver, decisionJourney(driver, dataCenter, account), variants)).toHaveLength(10)
  })

  test.each(IMMEDIATE_ACCOUNTS)('%s is answered at once', async (account) => {
    const driver = await newDriver()
    expect(await checkJourney(driver, immediateJourney(driver, dataCenter, account), VARIANTS)).toHaveLength(2)
  })

  test('somebody looks for calendars', async () => {
    const driver = await newDriver()
    const turn = DATA_CENTER_IDS.indexOf(dataCenter)
    expect(await checkJourney(driver, filterJourney(driver, dataCenter), VARIANTS.slice(turn, turn + 1))).toHaveLength(
      5,
    )
  })

  test('somebody signs out in vain', async () => {
    const driver = await newDriver()
    expect(await checkJourney(driver, signOutErrorsJourney(driver, dataCenter), VARIANTS)).toHaveLength(4)
  })

  test('somebody waits', async () => {
    const driver = await newDriver()
    expect(await checkJourney(driver, verifyingJourney(driver, dataCenter), VARIANTS)).toHaveLength(1)
  })

  test('no-calendars has none', async () => {
    const driver = await newDriver()
    expect(await checkJourney(driver, noCalendarsJourney(driver, dataCenter), VARIANTS)).toHaveLength(1)
  })

  test('somebody comes and goes', async () => {
    const driver = await newDriver()
    expect(await checkJourney(driver, signInAndOutJourney(driver, dataCenter), VARIANTS)).toHaveLength(4)
  })
})
