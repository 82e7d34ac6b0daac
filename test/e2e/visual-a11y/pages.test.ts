/**
 * Every page in every state, each looked at once, by turns in light and dark and in every size. Other tests here look in all of these
 * ways, in every data center.
 */
import { expect, test } from 'vitest'
import {
  decisionJourney,
  filterJourney,
  immediateJourney,
  type Journey,
  noCalendarsJourney,
  signInAndOutJourney,
  signOutErrorsJourney,
  until,
  verifyingJourney,
} from './journeys.ts'
import { checkNewStates, openPages } from './open-pages.ts'
import type { PageDriver } from './page-driver.ts'
import { inspectorJourney, sandboxErrorsJourney } from './sandbox-journeys.ts'

const { newDriver } = openPages()
const seen = new Set<string>()

test.each<[string, number, (driver: PageDriver) => Journey]>([
  ['somebody comes, refuses and goes', 4, (driver) => signInAndOutJourney(driver, 'us')],
  ['somebody decides', 10, (driver) => decisionJourney(driver, 'de', 'google')],
  ['somebody looks for calendars', 5, (driver) => filterJourney(driver, 'us')],
  ['somebody disconnects in vain', 4, (driver) => signOutErrorsJourney(driver, 'us')],
  ['somebody waits', 1, (driver) => verifyingJourney(driver, 'us')],
  ['names are hostile', 4, (driver) => until('partial, hostile', decisionJourney(driver, 'au', 'hostile'))],
  [
    'there are 250 calendars',
    3,
    (driver) => until('access page, many', decisionJourney(driver, 'ca', 'many-calendars')),
  ],
  ['an administrator decided', 2, (driver) => immediateJourney(driver, 'sg', 'enterprise')],
  ['somebody has no calendar', 1, (driver) => noCalendarsJourney(driver, 'uk')],
  ["somebody comes astray on the sandbox's pages", 9, sandboxErrorsJourney],
  ['a developer inspects', 6, inspectorJourney],
])('nothing is wrong with the pages where %s', async (_, length, begin) => {
  const driver = await newDriver()
  expect(await checkNewStates(driver, begin(driver), seen)).toHaveLength(length)
})
