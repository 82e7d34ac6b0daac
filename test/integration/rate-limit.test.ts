/**
 * Many users at once, while Cronofy's rate limit rejects a third of the calls: no flow is lost, and few calls are made without
 * need. Time passes only while every flow pauses, so the result does not depend on the machine.
 */
import { describe, expect, test } from 'vitest'
import { MAX_OF_MINIMUM, runLimited } from '../bench/rate-limit/run.ts'
import { createSharedTime } from '../bench/rate-limit/shared-time.ts'

const FLOWS = 200

describe.each(['module', 'service'] as const)('200 users of the %s', (application) => {
  test.each([
    ['with Retry-After: 1', 1],
    ['without Retry-After', undefined],
  ])(
    'all end with a grant when a third of the calls are 429 %s',
    async (_, retryAfterSeconds) => {
      const run = await runLimited({
        application,
        flows: FLOWS,
        share: 1 / 3,
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      })
      expect(run.granted).toBe(FLOWS)
      expect(run.calls).toBeLessThanOrEqual(run.minimum * MAX_OF_MINIMUM)
      expect(run.early).toBe(0)
      // Otherwise the limit has tested little.
      expect(run.rejected / run.calls).toBeGreaterThan(0.28)
      expect(run.rejected / run.calls).toBeLessThan(0.39)
      expect(run.errors).toBeGreaterThan(0)
    },
    120_000,
  )

  test('make three calls each, and no more, when no call is rejected', async () => {
    const run = await runLimited({ application, flows: 10, share: Number.MIN_VALUE })
    expect(run).toEqual({ granted: 10, calls: 30, rejected: 0, minimum: 30, errors: 0, early: 0 })
  }, 120_000)

  test('lose their flows when every call is rejected, and stop', async () => {
    const run = await runLimited({ application, flows: 2, share: 1 })
    expect(run).toMatchObject({ granted: 0, calls: run.rejected })
  }, 120_000)
})

describe('createSharedTime()', () => {
  test('passes while all flows pause, in the order of their pauses, and without the flows that have ended', async () => {
    const time = createSharedTime(3)
    const startMs = time.now()
    const ends: [string, number][] = []
    const flow = async (name: string, ...pauses: number[]) => {
      for (const ms of pauses) {
        await time.pause(ms)
        ends.push([name, time.now() - startMs])
      }
      time.endFlow()
    }
    await Promise.all([flow('a', 50, 100), flow('b', 70), flow('c', 10)])
    expect(ends).toEqual([
      ['c', 10],
      ['a', 50],
      ['b', 70],
      ['a', 150],
    ])
  })

  test('does not pass while a flow does something else', async () => {
    const time = createSharedTime(2)
    const startMs = time.now()
    const paused = time.pause(1000)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(time.now()).toBe(startMs)
    time.endFlow()
    await paused
    expect(time.now()).toBe(startMs + 1000)
  })
})
