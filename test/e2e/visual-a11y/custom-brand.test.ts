/** The pages of an application with a name and a colour of its own, which adds a language that is read from right to left. */
import { expect, test } from 'vitest'
import { en } from '../../../edge/worker/i18n/en.ts'
import { decisionJourney, type Journey, signInAndOutJourney, verifyingJourney } from './journeys.ts'
import { checkJourney, openPages } from './open-pages.ts'
import { VARIANTS } from './variants.ts'

const LOGO = 'https://logo.example/plan-and-go.svg'
const DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 32"><rect width="48" height="32" rx="6" fill="#7a1fa2"/></svg>'

const { newDriver } = openPages({
  environment: { BRAND_NAME: 'Plan & Go', BRAND_COLOR: '#7a1fa2', BRAND_LOGO: LOGO },
  messages: {
    he: {
      ...en,
      layout: { ...en.layout, direction: 'rtl', connect: 'חיבור', choose: 'בחירה', allow: 'אישור', done: 'סיום' },
      home: { ...en.home, title: 'גישה מלאה ליומנים שלך', steps: 'מה עומד לקרות' },
      calendars: { ...en.calendars, title: 'בחירת יומנים', requestAccess: 'בקשת גישה מלאה', primary: 'ראשי' },
    },
  },
})

test.each<[string, (...args: Parameters<typeof verifyingJourney>) => Journey, number]>([
  ['comes and goes', signInAndOutJourney, 4],
  ['waits', verifyingJourney, 1],
  ['decides', (driver, dataCenter) => decisionJourney(driver, dataCenter, 'hostile'), 10],
])('somebody who reads from right to left %s', async (_, begin, length) => {
  const driver = await newDriver({ locale: 'he-IL' })
  const { page, testEnv } = driver
  await page.route(LOGO, (route) => route.fulfill({ contentType: 'image/svg+xml', body: DRAWING }))
  const layouts = new Set<string>()
  const journey = (async function* () {
    for await (const state of begin(driver, 'de')) {
      await page.emulateMedia({ colorScheme: 'light' })
      if (new URL(page.url()).origin === testEnv.worker) layouts.add(await page.evaluate(readLayout))
      yield state
    }
  })()
  expect(await checkJourney(driver, journey, VARIANTS)).toHaveLength(length)
  expect([...layouts]).toEqual(['he, rtl, Plan & Go, rgb(122, 31, 162), 48 px'])
})

/** Runs in the page. */
function readLayout(): string {
  const { lang } = document.documentElement
  const brand = document.querySelector('.brand')?.textContent
  const link = document.createElement('a')
  link.href = '/'
  document.querySelector('main')?.append(link)
  const { direction, color } = getComputedStyle(link)
  link.remove()
  const logo = document.querySelector<HTMLImageElement>('.brand img')
  return [lang, direction, brand, color, `${logo?.width} px`].join(', ')
}
