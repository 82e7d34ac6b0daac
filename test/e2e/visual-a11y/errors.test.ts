import { expect, test } from 'vitest'
import { ERROR_CODES } from './error-codes.ts'
import { connectErrorsJourney, errorPagesJourney, requestErrorsJourney } from './error-journeys.ts'
import { checkJourney, openPages } from './open-pages.ts'
import { VARIANTS } from './variants.ts'

const { newDriver } = openPages()

test('the errors of one who cannot connect', async () => {
  const driver = await newDriver()
  expect(await checkJourney(driver, connectErrorsJourney(driver, 'de'), VARIANTS)).toHaveLength(7)
})

test('the errors of one who cannot ask', async () => {
  const driver = await newDriver()
  expect(await checkJourney(driver, requestErrorsJourney(driver, 'uk'), VARIANTS)).toHaveLength(18)
})

test.each([
  ['signed in', 'sg'],
  ['not signed in', undefined],
] as const)('every error by its address, for one who is %s', async (_, dataCenter) => {
  const driver = await newDriver()
  expect(await checkJourney(driver, errorPagesJourney(driver, dataCenter), VARIANTS)).toEqual(ERROR_CODES)
})
