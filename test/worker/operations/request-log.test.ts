import { expect, test } from 'vitest'
import { API_KEY, CREDENTIALS, createServiceTestEnv, RETURN_TO, redirectOf } from '../../helpers/service-test-env.ts'
import { WORKER } from '../../helpers/test-env.ts'
import { walkConnection } from '../../helpers/walk-connection.ts'

test('every request leaves one line, with what came of it', async () => {
  const testEnv = createServiceTestEnv()
  const account = await testEnv.account('apple')
  const { url } = redirectOf(await testEnv.begin(account))
  const back = await testEnv.openReturnUrl(await testEnv.decide(url, 'accept'))
  const sealed_request = back.searchParams.get('sealed_request')
  await testEnv.post('/permission-requests/complete', { ...account, sealed_request })
  await testEnv.worker.request(`${WORKER}/nowhere/${sealed_request}`)
  const lines = testEnv.parsedLog()
  expect(lines).toMatchObject([
    {
      method: 'POST',
      route: '/permission-requests',
      status: 200,
      provider_calls: 2,
      api_key: 'backend',
      data_center: 'de',
      outcome: 'redirect',
    },
    { method: 'GET', route: '/permission-requests/return', status: 303, provider_calls: 0, data_center: 'de' },
    { method: 'POST', route: '/permission-requests/complete', status: 200, provider_calls: 1, outcome: 'granted' },
    { method: 'GET', status: 404, provider_calls: 0 },
  ])
  expect(new Set(lines.map(({ request_id }) => request_id)).size).toBe(4)
  expect(new Set(lines.slice(0, 3).map(({ flow }) => flow)).size).toBe(1)
  for (const line of lines) {
    expect(line['time']).toBe(new Date(testEnv.clock.now()).toISOString())
    expect(line['duration_ms']).toBeGreaterThanOrEqual(0)
  }
})

test('every request of a connection leaves one line, with what came of it', async () => {
  const testEnv = createServiceTestEnv({ overrides: CREDENTIALS })
  const post = async (path: string, body: object) => (await testEnv.post(path, body)).json
  await walkConnection(post, testEnv.newBrowser(), RETURN_TO)
  const lines = testEnv.parsedLog().map((line) => ({ ...line, line: `${line['method']} ${line['route']}` }))
  const call = { api_key: 'backend', data_center: 'de' }
  expect(lines).toMatchObject([
    { line: 'POST /connections', status: 200, provider_calls: 0, ...call },
    { line: 'GET /connections/start', status: 303, provider_calls: 0, data_center: 'de' },
    { line: 'GET /connections/callback/:dataCenter', status: 303, provider_calls: 0 },
    { line: 'POST /connections/complete', status: 200, provider_calls: 1, ...call },
    { line: 'POST /connections/refresh', status: 200, provider_calls: 1, ...call },
    { line: 'POST /permission-requests', status: 200, provider_calls: 0, ...call },
    { line: 'GET /permission-requests/choose', status: 303, provider_calls: 0 },
    { line: 'GET /permission-requests/choose/:id', status: 200, provider_calls: 1, data_center: 'de' },
    { line: 'POST /permission-requests/choose/:id/start', status: 303, outcome: 'redirect', data_center: 'de' },
    { line: 'GET /permission-requests/return', status: 303, provider_calls: 0, data_center: 'de' },
    { line: 'POST /permission-requests/complete', status: 200, outcome: 'granted', ...call },
    { line: 'POST /connections/revoke', status: 200, provider_calls: 1, ...call },
    { line: 'POST /connections/refresh', status: 409, error: 'invalid_grant', ...call },
  ])
  expect(new Set(lines.slice(8, 11).map((line) => (line as { flow?: string }).flow)).size).toBe(1)
})

test('Server-Timing is sent to whoever asks for it, and to nobody else', async () => {
  const testEnv = createServiceTestEnv()
  const account = await testEnv.account('apple')
  const asked = await testEnv.begin(account, { prefer: 'respond-async, server-timing' })
  expect(asked.headers.get('server-timing')).toMatch(/^total;dur=\d+, provider;dur=\d+$/)
  expect(asked.headers.get('preference-applied')).toBe('server-timing')
  const silent = await testEnv.begin(account)
  expect(silent.headers.get('server-timing')).toBeNull()
})

test('an event says in which request it happened, and one that throws changes nothing', async () => {
  const seen: string[] = []
  const testEnv = createServiceTestEnv()
  const { createWorker, readConfig } = await import('../../../edge/worker/index.ts')
  const { serviceEnvironment } = await import('../../helpers/service-test-env.ts')
  const worker = createWorker({
    config: readConfig(serviceEnvironment()),
    fetch: testEnv.sandbox.fetch,
    log: () => undefined,
    onEvent: (c, event) => {
      seen.push(`${event.type} ${c.req.path} ${c.env['BINDING']}`)
      throw new Error('a hook that fails')
    },
  })
  const response = await worker.request(
    `${WORKER}/permission-requests`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...(await testEnv.account('apple')), all_calendars: true }),
    },
    { BINDING: 'bound' },
  )
  expect(response.status).toBe(200)
  expect(seen.filter((event) => !event.startsWith('provider_request'))).toEqual([
    'permission_requested /permission-requests bound',
    'redirect_issued /permission-requests bound',
  ])
})
