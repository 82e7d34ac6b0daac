/** Every page that tells of an error, looked at once, as in `pages.test.ts`. */
import { expect, test } from 'vitest'
import { ERROR_CODES } from './error-codes.ts'
import { connectErrorsJourney, errorPagesJourney, requestErrorsJourney } from './error-journeys.ts'
import { immediateJourney, type Journey } from './journeys.ts'
import { checkNewStates, openPages } from './open-pages.ts'
import type { PageDriver } from './page-driver.ts'

const { newDriver } = openPages()
const seen = new Set<string>()

test.each<[string, number, (driver: PageDriver) => Journey]>([
  ['the plan lacks it', 2, (driver) => immediateJourney(driver, 'us', 'no-plan')],
  ['the scope lacks it', 2, (driver) => immediateJourney(driver, 'us', 'narrow-scope')],
  ['the account is locked', 2, (driver) => immediateJourney(driver, 'us', 'locked')],
  ['somebody cannot connect', 7, (driver) => connectErrorsJourney(driver, 'de')],
  ['somebody cannot ask', 18, (driver) => requestErrorsJourney(driver, 'uk')],
  ['somebody reads of every error', ERROR_CODES.length, (driver) => errorPagesJourney(driver, 'us')],
])('nothing is wrong with the pages where %s', async (_, length, begin) => {
  const driver = await newDriver()
  expect(await checkNewStates(driver, begin(driver), seen)).toHaveLength(length)
})
