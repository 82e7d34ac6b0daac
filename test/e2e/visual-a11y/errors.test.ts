import { expect, test } from 'vitest'
import { ERROR_CODES } from './error-codes.ts'
import { failsToAsk, failsToConnect, readsOfErrors } from './error-journeys.ts'
import { usePages, walk } from './open-pages.ts'
import { LOOKS } from './variants.ts'

const { newWalker } = usePages()

test('the errors of one who cannot connect', async () => {
  const walker = await newWalker()
  expect(await walk(walker, failsToConnect(walker, 'de'), LOOKS)).toHaveLength(7)
})

test('the errors of one who cannot ask', async () => {
  const walker = await newWalker()
  expect(await walk(walker, failsToAsk(walker, 'uk'), LOOKS)).toHaveLength(18)
})

test.each([
  ['signed in', 'sg'],
  ['not signed in', undefined],
] as const)('every error by its address, for one who is %s', async (_, dataCenter) => {
  const walker = await newWalker()
  expect(await walk(walker, readsOfErrors(walker, dataCenter), LOOKS)).toEqual(ERROR_CODES)
})
