import { expect, test } from 'vitest'
import { DATA_CENTER_IDS } from '../../../src/index.ts'
import { decisionJourney } from './journeys.ts'
import { checkJourney, openPages } from './open-pages.ts'
import { VARIANTS, type Variant } from './variants.ts'

const { newDriver } = openPages()

/** axe takes its time over 250 calendars: as many looks as data centers, one in each, and all of them in the first. */
function variantsFor(index: number): readonly Variant[] {
  return index === 0 ? VARIANTS : VARIANTS.slice(index, index + 1)
}

test.each(DATA_CENTER_IDS.map((id, index) => [id, variantsFor(index)] as const))(
  '250 calendars in %s',
  async (dataCenter, variants) => {
    expect(variants.length).toBeGreaterThan(0)
    const driver = await newDriver()
    expect(await checkJourney(driver, decisionJourney(driver, dataCenter, 'many-calendars'), variants)).toHaveLength(10)
  },
)

test('250 calendars leave the buttons of the access page within two screens, and one key away', async () => {
  const driver = await newDriver({ viewport: { width: 320, height: 640 } })
  const { page } = driver
  await driver.connect('de', 'many-calendars')
  await driver.requestAccess()
  const decisionBar = await page.locator('#decide').boundingBox()
  expect(decisionBar?.y).toBeLessThan(2 * 640)
  const sizes = await page.locator('#decide button').evaluateAll((buttons) =>
    buttons.map((button) => {
      const { width, height } = button.getBoundingClientRect()
      const { backgroundColor, fontWeight } = getComputedStyle(button)
      return { width: Math.round(width), height: Math.round(height), backgroundColor, fontWeight }
    }),
  )
  expect(sizes).toHaveLength(3)
  expect(new Set(sizes.map((size) => JSON.stringify(size))).size).toBe(1)

  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('accept-all')
})

test.each([
  { width: 320, height: 640, from: 0 },
  // On its side, the form begins below the window.
  { width: 568, height: 320, from: 250 },
])(
  '250 calendars leave the button that requests access in sight, at $width × $height px',
  async ({ from, ...viewport }) => {
    const driver = await newDriver({ viewport })
    const { page } = driver
    await driver.connect('de', 'many-calendars')
    const button = page.locator('.ask button')
    const endOfButton = async () => {
      const box = await button.boundingBox()
      return (box?.y ?? Number.NaN) + (box?.height ?? Number.NaN)
    }
    for (const y of [from, 2000, 99_999]) {
      await page.evaluate((y) => scrollTo(0, y), y)
      expect(await endOfButton(), `at ${y} px`).toBeLessThanOrEqual(viewport.height)
      expect((await button.boundingBox())?.y).toBeGreaterThan(0)
    }
    // A calendar that gets the focus is not under the bar.
    await page.evaluate(() => scrollTo(0, 0))
    const box = page.locator('input[type=checkbox]').nth(100)
    await box.focus()
    expect((await box.boundingBox())?.y).toBeLessThan((await page.locator('.ask').boundingBox())?.y ?? 0)
  },
)
