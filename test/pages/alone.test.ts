import { expect, test } from 'vitest'
import { decides, expectOutcome, isAnswered } from './journeys.ts'
import { tabTo } from './keyboard.ts'
import { usePages, walk } from './visit.ts'
import { sendsFormTo, type Walker } from './walker.ts'

const { newWalker } = usePages()

test('the flow without scripts', async () => {
  const walker = await newWalker({ javaScriptEnabled: false })
  expect(await walk(walker, decides(walker, 'de', 'google'), [])).toHaveLength(10)
  expect(await walk(walker, isAnswered(walker, 'sg', 'enterprise'), [])).toHaveLength(2)
})

test('the flow on a phone, with a finger', async () => {
  const walker = await newWalker({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })
  const widths: number[] = []
  for await (const _ of decides(walker, 'de', 'google')) {
    widths.push(await walker.page.evaluate(() => document.documentElement.scrollWidth))
  }
  expect(widths).toEqual(Array(10).fill(320))
})

test.each([
  ['1280 px', { width: 1280, height: 800 }],
  ['320 px', { width: 320, height: 640 }],
])('the flow with the keyboard alone, at %s', async (_, viewport) => {
  const walker = await newWalker({ viewport })
  const { page } = walker
  const faults: string[] = []
  const go = async (selector: string, key: 'Enter' | 'Space') => {
    faults.push(...(await tabTo(page, selector)))
    await page.keyboard.press(key)
  }
  const goOn = (selector: string) => leaves(walker, () => go(selector, 'Enter'))

  await walker.open('/')
  await goOn('a[href="/connect/de"], button[value=de]')
  await goOn('button[name=account][value=google]')
  // Without the first calendar.
  await go('input[type=checkbox][name=calendar_id]', 'Space')
  await goOn(sendsFormTo('/connect/permissions/start'))
  const boxes = page.locator('input[name=calendar_id]')
  const ticked = () => boxes.evaluateAll((all) => all.filter((box) => (box as HTMLInputElement).checked).length)
  const offered = await boxes.count()
  await go('input[name=calendar_id]', 'Space')
  await go('input[name=calendar_id]', 'Space')
  expect(await ticked()).toBe(2)
  // Enter in a check box decides nothing, and forgets nothing.
  const { pathname } = new URL(page.url())
  await leaves(walker, () => page.keyboard.press('Enter'))
  expect(new URL(page.url()).pathname).toBe(pathname)
  expect(await ticked()).toBe(2)
  expect(offered).toBeGreaterThan(2)
  await goOn('button[value=accept-selected]')
  expectOutcome(walker, 'partial')
  await walker.open('/calendars')
  await goOn('form[action="/sign-out"] button')
  expect(walker.status()).toBe(200)
  expect(faults).toEqual([])
})

/** Does something that leads to another page, and waits for that. */
async function leaves({ page }: Walker, act: () => Promise<void>): Promise<void> {
  const left = page.waitForEvent('framenavigated')
  await act()
  await left
  await page.waitForLoadState('load')
}
