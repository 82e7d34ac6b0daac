import { expect, test } from 'vitest'
import { DATA_CENTER_IDS } from '../../../src/index.ts'
import { decides } from './journeys.ts'
import { usePages, walk } from './open-pages.ts'
import { LOOKS, type Look } from './variants.ts'

const { newWalker } = usePages()

/** axe takes its time over 250 calendars: as many looks as data centers, one in each, and all of them in the first. */
function looksIn(index: number): readonly Look[] {
  return index === 0 ? LOOKS : LOOKS.slice(index, index + 1)
}

test.each(DATA_CENTER_IDS.map((id, index) => [id, looksIn(index)] as const))(
  '250 calendars in %s',
  async (dataCenter, looks) => {
    expect(looks.length).toBeGreaterThan(0)
    const walker = await newWalker()
    expect(await walk(walker, decides(walker, dataCenter, 'many-calendars'), looks)).toHaveLength(10)
  },
)

test('250 calendars leave the buttons of the access page within two screens, and one key away', async () => {
  const walker = await newWalker({ viewport: { width: 320, height: 640 } })
  const { page } = walker
  await walker.connect('de', 'many-calendars')
  await walker.ask()
  const bar = await page.locator('#decide').boundingBox()
  expect(bar?.y).toBeLessThan(2 * 640)
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
