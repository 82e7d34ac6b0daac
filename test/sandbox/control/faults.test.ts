import { expect, test } from 'vitest'
import { createSandboxClient } from '../sandbox-client.ts'

const ONCE = { route: 'GET /v1/calendars', fault: 'status', status: 503, count: 1 } as const

test('GET /sandbox/faults tells the list as it was given, and how often each has struck', async () => {
  const { call, token } = createSandboxClient()
  expect((await call('/sandbox/faults')).json).toEqual({ seed: 0, faults: [] })
  const share = { route: 'GET /v1/userinfo', fault: 'reset', share: 1, data_center: 'de' }
  const put = await call('/sandbox/faults', { method: 'PUT', json: { seed: 3, faults: [ONCE, share] } })
  const unstruck = [
    { ...ONCE, hits: 0 },
    { ...share, hits: 0 },
  ]
  expect(put).toMatchObject({ status: 200, json: { seed: 3, faults: unstruck } })
  const accessToken = await token()
  for (let index = 0; index < 2; index++) await call('/v1/calendars', { token: accessToken })
  expect((await call('/sandbox/faults')).json).toEqual({ seed: 3, faults: [{ ...ONCE, hits: 1 }, unstruck[1]] })
})

test('PUT /sandbox/faults replaces the list and counts from the beginning', async () => {
  const { call, setFaults, token, faultHits } = createSandboxClient()
  const accessToken = await token()
  for (let index = 0; index < 2; index++) {
    await setFaults(ONCE)
    expect((await call('/v1/calendars', { token: accessToken })).status).toBe(503)
    expect((await call('/v1/calendars', { token: accessToken })).status).toBe(200)
    expect(await faultHits()).toEqual([1])
  }
})

test('DELETE /sandbox/faults ends them all', async () => {
  const { call, setFaults, token } = createSandboxClient()
  await setFaults({ route: 'GET /v1/calendars', fault: 'reset' })
  expect(await call('/sandbox/faults', { method: 'DELETE' })).toMatchObject({ status: 204, text: '' })
  expect((await call('/v1/calendars', { token: await token() })).status).toBe(200)
  expect((await call('/sandbox/faults')).json).toEqual({ seed: 0, faults: [] })
})
