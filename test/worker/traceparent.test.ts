import { expect, test } from 'vitest'
import { CREDENTIALS, createServiceTestEnv } from '../helpers/service-test-env.ts'
import { createTestEnv, WORKER } from '../helpers/test-env.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`

test('a traceparent is handed on to every call to the provider, and its trace stands in the log', async () => {
  const testEnv = createServiceTestEnv({ overrides: CREDENTIALS })
  await testEnv.begin(await testEnv.account('enterprise'), { traceparent: TRACEPARENT })
  for (const [path, token] of Object.entries({ refresh: 'refresh_token', revoke: 'token' })) {
    await testEnv.post(`/connections/${path}`, { data_center: 'de', [token]: 'x' }, { traceparent: TRACEPARENT })
  }
  expect(testEnv.calls).toHaveLength(5)
  for (const call of testEnv.calls) expect(call.headers.get('traceparent')).toBe(TRACEPARENT)
  expect(testEnv.parsedLog().at(-1)).toMatchObject({ trace_id: TRACE })
})

test.each([
  ['none', undefined],
  ['another version', `01-${TRACE}-b7ad6b7169203331-01`],
  ['a trace of zeros', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`],
  ['a parent of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
  ['upper case', TRACEPARENT.toUpperCase()],
  ['more behind it', `${TRACEPARENT}-extra`],
  ['two of them', `${TRACEPARENT}, ${TRACEPARENT}`],
])('%s is handed on to nobody', async (_, traceparent) => {
  const testEnv = createServiceTestEnv()
  const headers: Record<string, string> = traceparent === undefined ? {} : { traceparent }
  await testEnv.begin(await testEnv.account('apple'), headers)
  for (const call of testEnv.calls) expect(call.headers.has('traceparent')).toBe(false)
  expect(testEnv.parsedLog().at(-1)).not.toHaveProperty('trace_id')
})

test('the module hands it on as well', async () => {
  const traces: (string | null)[] = []
  const testEnv = createTestEnv({
    intercept: (request) => {
      traces.push(request.headers.get('traceparent'))
      return undefined
    },
  })
  await testEnv.signIn('de', 'apple')
  traces.length = 0
  await testEnv.browser.post(
    `${WORKER}/connect/permissions/start`,
    { all_calendars: 'true', return_to: '/outcome' },
    { 'sec-fetch-site': 'same-origin', traceparent: TRACEPARENT },
  )
  expect(traces).toEqual([TRACEPARENT, TRACEPARENT])
})
