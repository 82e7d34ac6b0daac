/** The pages of an application with a name and a colour of its own, which adds a language that is read from right to left. */
import { expect, test } from 'vitest'
import { comesAndGoes, decides, type Journey, waits } from './journeys.ts'
import { LOOKS } from './looks.ts'
import { usePages, walk } from './visit.ts'

const { newWalker } = usePages({
  environment: { BRAND_NAME: 'Plan & Go', BRAND_COLOR: '#7a1fa2' },
  texts: {
    he: {
      frame: { direction: 'rtl', connect: 'חיבור', choose: 'בחירה', allow: 'אישור', done: 'סיום' },
      home: { title: 'גישה מלאה ליומנים שלך', plan: 'מה עומד לקרות' },
      choose: { title: 'בחירת יומנים', ask: 'בקשת גישה מלאה', primary: 'ראשי', readOnly: 'לקריאה בלבד' },
    },
  },
})

test.each<[string, (...args: Parameters<typeof waits>) => Journey, number]>([
  ['comes and goes', comesAndGoes, 4],
  ['waits', waits, 1],
  ['decides', (walker, dataCenter) => decides(walker, dataCenter, 'hostile'), 10],
])('somebody who reads from right to left %s', async (_, begin, length) => {
  const walker = await newWalker({ locale: 'he-IL' })
  const { page, stage } = walker
  const frames = new Set<string>()
  const journey = (async function* () {
    for await (const state of begin(walker, 'de')) {
      await page.emulateMedia({ colorScheme: 'light' })
      if (new URL(page.url()).origin === stage.worker) frames.add(await page.evaluate(readFrame))
      yield state
    }
  })()
  expect(await walk(walker, journey, LOOKS)).toHaveLength(length)
  expect([...frames]).toEqual(['he, rtl, Plan & Go, rgb(122, 31, 162)'])
})

/** Runs in the page. */
function readFrame(): string {
  const { lang } = document.documentElement
  const brand = document.querySelector('.brand')?.textContent
  const link = document.createElement('a')
  link.href = '/'
  document.querySelector('main')?.append(link)
  const { direction, color } = getComputedStyle(link)
  link.remove()
  return [lang, direction, brand, color].join(', ')
}
