import { expect, test } from 'vitest'
import { checkJourney, openPages } from './open-pages.ts'
import { inspectorJourney, sandboxErrorsJourney } from './sandbox-journeys.ts'
import { VARIANTS } from './variants.ts'

const { newDriver } = openPages()

test("the sandbox's pages beside the flow", async () => {
  const driver = await newDriver()
  expect(await checkJourney(driver, sandboxErrorsJourney(driver), VARIANTS)).toHaveLength(9)
})

test('the inspector, from empty to full', async () => {
  const driver = await newDriver()
  expect(await checkJourney(driver, inspectorJourney(driver), VARIANTS)).toHaveLength(6)
})
