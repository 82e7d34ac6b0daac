import { expect, test } from 'vitest'
import { decisionJourney } from './journeys.ts'
import { checkJourney, openPages } from './open-pages.ts'
import { VARIANTS } from './variants.ts'

const { newDriver } = openPages()

test('the pages in German', async () => {
  const driver = await newDriver({ locale: 'de-DE' })
  const { page, testEnv } = driver
  const languages = new Map<string, string | null>()
  const journey = (async function* () {
    for await (const state of decisionJourney(driver, 'de', 'google')) {
      const { origin } = new URL(page.url())
      languages.set(
        `${state} of the ${origin === testEnv.worker ? 'worker' : 'sandbox'}`,
        await page.locator('html').getAttribute('lang'),
      )
      yield state
    }
  })()
  await checkJourney(driver, journey, VARIANTS)
  for (const [page, language] of languages) {
    expect.soft(language, page).toBe(page.endsWith('worker') ? 'de' : 'en')
  }
  expect(languages.size).toBe(10)
})
