/** Every page that tells of an error, looked at once, as in `pages.test.ts`. */
import { expect, test } from 'vitest'
import { ERROR_CODES } from './visual-a11y/error-codes.ts'
import { failsToAsk, failsToConnect, readsOfErrors } from './visual-a11y/error-journeys.ts'
import { isAnswered, type Journey } from './visual-a11y/journeys.ts'
import { discover, usePages } from './visual-a11y/open-pages.ts'
import type { Walker } from './visual-a11y/page-driver.ts'

const { newWalker } = usePages()
const seen = new Set<string>()

test.each<[string, number, (walker: Walker) => Journey]>([
  ['the plan lacks it', 2, (walker) => isAnswered(walker, 'us', 'no-plan')],
  ['the scope lacks it', 2, (walker) => isAnswered(walker, 'us', 'narrow-scope')],
  ['the account is locked', 2, (walker) => isAnswered(walker, 'us', 'locked')],
  ['somebody cannot connect', 7, (walker) => failsToConnect(walker, 'de')],
  ['somebody cannot ask', 18, (walker) => failsToAsk(walker, 'uk')],
  ['somebody reads of every error', ERROR_CODES.length, (walker) => readsOfErrors(walker, 'us')],
])('nothing is wrong with the pages where %s', async (_, length, begin) => {
  const walker = await newWalker()
  expect(await discover(walker, begin(walker), seen)).toHaveLength(length)
})
