import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomRequest, sendAll } from './random-requests.ts'

test('fetch() answers, and with no 5xx, whatever it is sent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomRequest, { maxLength: 80, size: 'max' }), async (requests) => {
      expect((await sendAll(requests)).failures).toEqual([])
    }),
    { numRuns: 25 },
  )
})
