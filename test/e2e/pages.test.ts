/**
 * Every page in every state, each looked at once, by turns in light and dark and in every size. `npm run test:pages` looks
 * in all of these ways, in every data center.
 */
import { expect, test } from 'vitest'
import {
  comesAndGoes,
  decides,
  hasNone,
  isAnswered,
  type Journey,
  looksFor,
  signsOut,
  until,
  waits,
} from './visual-a11y/journeys.ts'
import { discover, usePages } from './visual-a11y/open-pages.ts'
import type { Walker } from './visual-a11y/page-driver.ts'
import { goesAstray, inspects } from './visual-a11y/sandbox-journeys.ts'

const { newWalker } = usePages()
const seen = new Set<string>()

test.each<[string, number, (walker: Walker) => Journey]>([
  ['somebody comes, refuses and goes', 4, (walker) => comesAndGoes(walker, 'us')],
  ['somebody decides', 10, (walker) => decides(walker, 'de', 'google')],
  ['somebody looks for calendars', 5, (walker) => looksFor(walker, 'us')],
  ['somebody signs out in vain', 2, (walker) => signsOut(walker, 'us')],
  ['somebody waits', 1, (walker) => waits(walker, 'us')],
  ['names are hostile', 4, (walker) => until('partial, hostile', decides(walker, 'au', 'hostile'))],
  ['there are 250 calendars', 3, (walker) => until('access page, many', decides(walker, 'ca', 'many-calendars'))],
  ['an administrator decided', 2, (walker) => isAnswered(walker, 'sg', 'enterprise')],
  ['somebody has no calendar', 1, (walker) => hasNone(walker, 'uk')],
  ["somebody comes astray on the sandbox's pages", 9, goesAstray],
  ['a developer inspects', 6, inspects],
])('nothing is wrong with the pages where %s', async (_, length, begin) => {
  const walker = await newWalker()
  expect(await discover(walker, begin(walker), seen)).toHaveLength(length)
})
