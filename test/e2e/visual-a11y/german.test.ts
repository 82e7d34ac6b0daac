import { expect, test } from 'vitest'
import { decides } from './journeys.ts'
import { usePages, walk } from './open-pages.ts'
import { LOOKS } from './variants.ts'

const { newWalker } = usePages()

test('the pages in German', async () => {
  const walker = await newWalker({ locale: 'de-DE' })
  const { page, stage } = walker
  const languages = new Map<string, string | null>()
  const journey = (async function* () {
    for await (const state of decides(walker, 'de', 'google')) {
      const { origin } = new URL(page.url())
      languages.set(
        `${state} of the ${origin === stage.worker ? 'worker' : 'sandbox'}`,
        await page.locator('html').getAttribute('lang'),
      )
      yield state
    }
  })()
  await walk(walker, journey, LOOKS)
  for (const [page, language] of languages) {
    expect.soft(language, page).toBe(page.endsWith('worker') ? 'de' : 'en')
  }
  expect(languages.size).toBe(10)
})
