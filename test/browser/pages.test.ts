/**
 * Every page in every state, each looked at once, by turns in light and dark and in every size. `npm run test:pages` looks
 * in all of these ways, in every data center.
 */
import { expect, test } from 'vitest'
import { ERROR_CODES } from '../pages/error-codes.ts'
import { failsToAsk, failsToConnect, readsOfErrors } from '../pages/error-journeys.ts'
import { comesAndGoes, decides, hasNone, isAnswered, type Journey, until } from '../pages/journeys.ts'
import { lookAt } from '../pages/look-at.ts'
import { LOOKS } from '../pages/looks.ts'
import { goesAstray, inspects } from '../pages/sandbox-journeys.ts'
import { usePages } from '../pages/visit.ts'
import type { Walker } from '../pages/walker.ts'

const { newWalker } = usePages()
const seen = new Set<string>()

test.each<[string, number, (walker: Walker) => Journey]>([
  ['somebody comes, refuses and goes', 4, (walker) => comesAndGoes(walker, 'us')],
  ['somebody decides', 10, (walker) => decides(walker, 'de', 'google')],
  ['names are hostile', 4, (walker) => until('partial, hostile', decides(walker, 'au', 'hostile'))],
  ['there are 250 calendars', 3, (walker) => until('access page, many', decides(walker, 'ca', 'many-calendars'))],
  ['an administrator decided', 2, (walker) => isAnswered(walker, 'sg', 'enterprise')],
  ['somebody has no calendar', 1, (walker) => hasNone(walker, 'uk')],
  ['the plan lacks it', 2, (walker) => isAnswered(walker, 'us', 'no-plan')],
  ['the scope lacks it', 2, (walker) => isAnswered(walker, 'us', 'narrow-scope')],
  ['the account is locked', 2, (walker) => isAnswered(walker, 'us', 'locked')],
  ['somebody cannot connect', 7, (walker) => failsToConnect(walker, 'de')],
  ['somebody cannot ask', 18, (walker) => failsToAsk(walker, 'uk')],
  ['somebody reads of every error', ERROR_CODES.length, (walker) => readsOfErrors(walker, 'us')],
  ["somebody comes astray on the sandbox's pages", 9, goesAstray],
  ['a developer inspects', 6, inspects],
])('nothing is wrong with the pages where %s', async (_, length, begin) => {
  const walker = await newWalker()
  const passed: string[] = []
  for await (const state of begin(walker)) {
    passed.push(state)
    if (seen.has(state)) continue
    const turn = seen.size % LOOKS.length
    await lookAt(walker, state, LOOKS.slice(turn, turn + 1))
    seen.add(state)
  }
  expect(passed).toHaveLength(length)
})
