import { expect, test } from 'vitest'
import { createSandboxClient } from '../sandbox-client.ts'

/** More than Node writes: its stack ends first. */
const DEPTH = 400_000

test.each([
  ['POST', 'clock', '{"advance_seconds":', '}', 'Cannot advance the clock: /advance_seconds: '],
  ['POST', 'tokens', '{"data_center":"de","account":', '}', 'Cannot create tokens: /account: '],
  ['PUT', 'faults', '{"faults":[{"fault":"reset","route":', '}]}', 'Cannot set faults: /faults/0/route: '],
])('%s /sandbox/%s answers 422 when a value is nested without end', async (method, route, before, after, error) => {
  const { call } = createSandboxClient()
  const body = `${before}${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}${after}`
  const response = await call(`/sandbox/${route}`, { method, body, headers: { 'content-type': 'application/json' } })
  expect(response.json).toEqual({ error: expect.stringContaining(error) })
  expect(response.status).toBe(422)
})

const BODIES = [
  ['application/json', '{'],
  ['application/json', ''],
  ['text/plain', '{}'],
  ['application/x-www-form-urlencoded', 'account=google&data_center=us'],
  ['', '{}'],
] as const

test.each([
  ['POST', 'tokens', 'create tokens'],
  ['POST', 'decisions', 'decide'],
  ['POST', 'clock', 'advance the clock'],
  ['POST', 'expire', 'expire'],
  ['PUT', 'faults', 'set faults'],
  ['PUT', 'state', 'restore the state'],
  ['PUT', 'behaviors', 'set behaviors'],
])('%s /sandbox/%s responds with 400 and changes nothing when the body is not JSON', async (method, route, action) => {
  const { call } = createSandboxClient({ now: () => 0 })
  const state = async () => [(await call('/sandbox/state')).text, (await call('/sandbox/faults')).text]
  const before = await state()
  for (const [type, body] of BODIES) {
    const response = await call(`/sandbox/${route}`, { method, body, headers: { 'content-type': type } })
    expect(response.status).toBe(400)
    expect(response.json).toEqual({
      error: `Cannot ${action}: The body is not JSON with the content type "application/json".`,
    })
  }
  expect(await state()).toEqual(before)
})
