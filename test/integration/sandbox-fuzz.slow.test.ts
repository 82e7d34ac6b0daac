import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { randomRequest, sendAll } from '../sandbox/random-requests.ts'

const unhandled: unknown[] = []
const note = (reason: unknown) => void unhandled.push(reason)
beforeEach(() => void process.on('unhandledRejection', note))
afterEach(() => void process.off('unhandledRejection', note))

test('20,000 random requests produce no 5xx and leave no rejection unhandled', async () => {
  const responses = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(randomRequest, { maxLength: 80, size: 'max' }), async (requests) => {
      const outcome = await sendAll(requests)
      for (const [name, count] of outcome.responses) responses.set(name, (responses.get(name) ?? 0) + count)
      expect(outcome.failures).toEqual([])
    }),
    { numRuns: 560 },
  )
  expect([...responses.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(20_000)
  // They get far: every operation answered both well and badly.
  for (const name of [
    'GET /v1/calendars 200',
    'GET /v1/calendars 401',
    'GET /v1/userinfo 200',
    'POST /v1/permissions 200',
    'POST /v1/permissions 400',
    'POST /v1/permissions 401',
    'POST /v1/permissions 422',
    'POST /oauth/token 200',
    'POST /oauth/token 400',
    'POST /oauth/token 401',
    'POST /oauth/token/revoke 200',
    'POST /oauth/token/revoke 400',
  ]) {
    expect(responses.get(name) ?? 0, name).toBeGreaterThan(20)
  }
  expect(unhandled).toEqual([])
}, 180_000)
