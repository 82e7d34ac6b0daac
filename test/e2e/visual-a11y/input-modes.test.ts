import { expect, test } from 'vitest'
import { decides, expectOutcome, isAnswered, looksFor, waits } from './journeys.ts'
import { tabTo } from './keyboard.ts'
import { usePages, walk } from './open-pages.ts'
import { sendsFormTo } from './page-driver.ts'
import { findPageFaults } from './page-issues.ts'

const { newWalker } = usePages()

test('the flow without scripts', async () => {
  const walker = await newWalker({ javaScriptEnabled: false })
  expect(await walk(walker, decides(walker, 'de', 'google'), [])).toHaveLength(10)
  expect(await walk(walker, isAnswered(walker, 'sg', 'enterprise'), [])).toHaveLength(2)
})

test('the choice among many without scripts', async () => {
  const walker = await newWalker({ javaScriptEnabled: false })
  expect(await walk(walker, looksFor(walker, 'de'), [])).toHaveLength(5)
})

test.each(['apple', 'google', 'enterprise', 'many-calendars'])(
  'Enter in a check box of %s changes no tick, and asks for nothing',
  async (account) => {
    const walker = await newWalker()
    const { page, stage } = walker
    await walker.connect('de', account)
    const boxes = page.locator('input[type=checkbox][name=calendar_id]:not(:disabled)')
    const ticked = () => boxes.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).checked))
    await boxes.first().uncheck()
    const before = await ticked()
    expect(before[0]).toBe(false)
    await walker.leave(() => boxes.first().press('Enter'))
    expect(new URL(page.url()).pathname).toBe('/calendars')
    expect(await ticked()).toEqual(before)
    expect((await stage.calls()).filter(({ path }) => path.endsWith('/v1/permissions'))).toEqual([])
  },
)

test('going back from the access page finds the filter and the ticks, and posts nothing again', async () => {
  const walker = await newWalker()
  const { page } = walker
  await walker.connect('de', 'many-calendars')
  await page.locator('input[name=filter]').fill('calendar 01')
  await walker.press('button[name=list_action][value=filter]:visible')
  await walker.press('button[value=select-none]')
  await walker.ask()
  const posts: string[] = []
  page.on('request', (request) => void (request.method() === 'POST' && posts.push(request.url())))
  await walker.leave(async () => void (await page.goBack()))
  expect(await page.locator('input[name=filter]').inputValue()).toBe('calendar 01')
  expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0)
  expect(await page.locator('input[type=hidden][name=calendar_id]').count()).toBe(241)
  expect(posts).toEqual([])
})

test('nothing moves for whoever asks for that', async () => {
  for (const [reducedMotion, moving] of [
    ['no-preference', 1],
    ['reduce', 0],
  ] as const) {
    const walker = await newWalker({ reducedMotion })
    walker.stage.reset()
    for await (const state of waits(walker, 'de')) {
      expect(state).toBe('verifying')
      expect(await walker.page.evaluate(() => document.getAnimations().length), reducedMotion).toBe(moving)
    }
  }
})

test('the buttons and marks are there in forced colours', async () => {
  const walker = await newWalker({ forcedColors: 'active' })
  for await (const _ of decides(walker, 'de', 'google')) expect(await findPageFaults(walker.page)).toEqual([])
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
  const goOn = (selector: string) => walker.leave(() => go(selector, 'Enter'))

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
  await walker.leave(() => page.keyboard.press('Enter'))
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
