import { expect, test } from 'vitest'
import { decisionJourney, expectOutcome, filterJourney, immediateJourney, verifyingJourney } from './journeys.ts'
import { tabTo } from './keyboard.ts'
import { checkJourney, openPages } from './open-pages.ts'
import { submitButtonOf } from './page-driver.ts'
import { findPageIssues } from './page-issues.ts'

const { newDriver } = openPages()

test('the flow without scripts', async () => {
  const driver = await newDriver({ javaScriptEnabled: false })
  expect(await checkJourney(driver, decisionJourney(driver, 'de', 'google'), [])).toHaveLength(10)
  expect(await checkJourney(driver, immediateJourney(driver, 'sg', 'enterprise'), [])).toHaveLength(2)
})

test('the choice among many without scripts', async () => {
  const driver = await newDriver({ javaScriptEnabled: false })
  expect(await checkJourney(driver, filterJourney(driver, 'de'), [])).toHaveLength(5)
})

test.each(['apple', 'google', 'enterprise', 'many-calendars'])(
  'Enter in a check box of %s changes no tick, and asks for nothing',
  async (account) => {
    const driver = await newDriver()
    const { page, testEnv } = driver
    await driver.connect('de', account)
    const boxes = page.locator('input[type=checkbox][name=calendar_id]:not(:disabled)')
    const ticked = () => boxes.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).checked))
    await boxes.first().check()
    const before = await ticked()
    expect(before[0]).toBe(true)
    await driver.navigate(() => boxes.first().press('Enter'))
    expect(new URL(page.url()).pathname).toBe('/calendars')
    expect(await ticked()).toEqual(before)
    expect((await testEnv.providerCalls()).filter(({ path }) => path.endsWith('/v1/permissions'))).toEqual([])
  },
)

test('going back from the access page finds the filter and the ticks, and posts nothing again', async () => {
  const driver = await newDriver()
  const { page } = driver
  await driver.connect('de', 'many-calendars')
  await page.locator('input[name=filter]').fill('calendar 01')
  await driver.press('button[name=list_action][value=filter]:visible')
  await driver.press('button[value=clear-filter]')
  await driver.press('button[value=select-all]')
  await page.locator('input[name=filter]').fill('calendar 01')
  await driver.press('button[name=list_action][value=filter]:visible')
  await driver.press('button[value=select-none]')
  await driver.requestAccess()
  const posts: string[] = []
  page.on('request', (request) => void (request.method() === 'POST' && posts.push(request.url())))
  await driver.navigate(async () => void (await page.goBack()))
  expect(await page.locator('input[name=filter]').inputValue()).toBe('calendar 01')
  expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0)
  expect(await page.locator('input[type=hidden][name=calendar_id]').count()).toBe(240)
  expect(posts).toEqual([])
})

test('nothing moves for whoever asks for that', async () => {
  for (const [reducedMotion, moving] of [
    ['no-preference', 1],
    ['reduce', 0],
  ] as const) {
    const driver = await newDriver({ reducedMotion })
    driver.testEnv.reset()
    for await (const state of verifyingJourney(driver, 'de')) {
      expect(state).toBe('verifying')
      expect(await driver.page.evaluate(() => document.getAnimations().length), reducedMotion).toBe(moving)
    }
  }
})

test('the buttons and marks are there in forced colours', async () => {
  const driver = await newDriver({ forcedColors: 'active' })
  for await (const _ of decisionJourney(driver, 'de', 'google')) expect(await findPageIssues(driver.page)).toEqual([])
})

test('the flow on a phone, with a finger', async () => {
  const driver = await newDriver({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })
  const widths: number[] = []
  for await (const _ of decisionJourney(driver, 'de', 'google')) {
    widths.push(await driver.page.evaluate(() => document.documentElement.scrollWidth))
  }
  expect(widths).toEqual(Array(10).fill(320))
})

test.each([
  ['1280 px', { width: 1280, height: 800 }],
  ['320 px', { width: 320, height: 640 }],
])('the flow with the keyboard alone, at %s', async (_, viewport) => {
  const driver = await newDriver({ viewport })
  const { page } = driver
  const issues: string[] = []
  const go = async (selector: string, key: 'Enter' | 'Space') => {
    issues.push(...(await tabTo(page, selector)))
    await page.keyboard.press(key)
  }
  const goOn = (selector: string) => driver.navigate(() => go(selector, 'Enter'))

  await driver.open('/')
  await goOn('a[href="/connect/de"], button[value=de]')
  await goOn('button[name=account][value=google]')
  // Every calendar but the first.
  await goOn('button[value=select-all]')
  await go('input[type=checkbox][name=calendar_id]', 'Space')
  await goOn(submitButtonOf('/connect/permissions/start'))
  const boxes = page.locator('input[name=calendar_id]')
  const ticked = () => boxes.evaluateAll((all) => all.filter((box) => (box as HTMLInputElement).checked).length)
  const offered = await boxes.count()
  await go('input[name=calendar_id]', 'Space')
  await go('input[name=calendar_id]', 'Space')
  expect(await ticked()).toBe(2)
  // Enter in a check box decides nothing, and forgets nothing.
  const { pathname } = new URL(page.url())
  await driver.navigate(() => page.keyboard.press('Enter'))
  expect(new URL(page.url()).pathname).toBe(pathname)
  expect(await ticked()).toBe(2)
  expect(offered).toBeGreaterThan(2)
  await goOn('button[value=accept-selected]')
  expectOutcome(driver, 'partial')
  await driver.open('/calendars')
  await goOn('form[action="/sign-out"] button')
  expect(driver.status()).toBe(200)
  expect(issues).toEqual([])
})
