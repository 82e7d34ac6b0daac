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

test.each(['application/x-www-form-urlencoded', 'text/plain', ''])(
  'POST /sandbox/tokens answers 400 and says what it takes when the content type is "%s"',
  async (type) => {
    const { call } = createSandboxClient()
    for (const body of ['{"account":"google","data_center":"us"}', 'account=google&data_center=us']) {
      const response = await call('/sandbox/tokens', { method: 'POST', body, headers: { 'content-type': type } })
      expect(response.json).toEqual({
        error: 'Cannot create tokens: The body is not JSON with the content type "application/json".',
      })
      expect(response.status).toBe(400)
    }
  },
)
