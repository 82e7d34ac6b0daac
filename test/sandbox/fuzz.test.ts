import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomRequest, sendAll } from './random-requests.ts'

test('fetch() never rejects and never responds with 5xx, for any request', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomRequest, { maxLength: 80, size: 'max' }), async (requests) => {
      expect((await sendAll(requests)).failures).toEqual([])
    }),
    { numRuns: 25 },
  )
})
