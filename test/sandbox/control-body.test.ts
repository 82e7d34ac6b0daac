import { expect, test } from 'vitest'
import { createCaller } from './caller.ts'

/** More than Node writes: its stack ends first. */
const DEPTH = 400_000

test.each([
  ['POST', 'clock', '{"advance_seconds":', '}', 'Cannot advance the clock: advance_seconds is ['],
  ['POST', 'tokens', '{"data_center":"de","account":', '}', 'Cannot make tokens: account is ['],
  ['PUT', 'faults', '{"faults":[{"route":', '}]}', 'Cannot set faults: faults[0].route is ['],
])('%s /sandbox/%s answers 422 when a value is nested without end', async (method, route, before, after, error) => {
  const { call } = createCaller()
  const body = `${before}${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}${after}`
  const answer = await call(`/sandbox/${route}`, { method, body, headers: { 'content-type': 'application/json' } })
  expect(answer.json).toEqual({ error: expect.stringContaining(error) })
  expect(answer.status).toBe(422)
})
