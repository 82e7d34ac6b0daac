import { expect, test } from 'vitest'
import { createServiceStage } from '../../helpers/service-test-env.ts'
import { createStage, WORKER } from '../../helpers/test-env.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`

test('a traceparent is handed on to every call to the provider, and its trace stands in the log', async () => {
  const stage = createServiceStage()
  await stage.post('/permission-requests', await stage.account('enterprise'), { traceparent: TRACEPARENT })
  expect(stage.calls).toHaveLength(3)
  for (const call of stage.calls) expect(call.headers.get('traceparent')).toBe(TRACEPARENT)
  expect(stage.lines().at(-1)).toMatchObject({ trace_id: TRACE })
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
  const stage = createServiceStage()
  const headers: Record<string, string> = traceparent === undefined ? {} : { traceparent }
  await stage.post('/permission-requests', await stage.account('apple'), headers)
  for (const call of stage.calls) expect(call.headers.has('traceparent')).toBe(false)
  expect(stage.lines().at(-1)).not.toHaveProperty('trace_id')
})

test('the module hands it on as well', async () => {
  const traces: (string | null)[] = []
  const stage = createStage({
    intercept: (request) => {
      traces.push(request.headers.get('traceparent'))
      return undefined
    },
  })
  await stage.signIn('de', 'apple')
  traces.length = 0
  await stage.visitor.post(
    `${WORKER}/connect/permissions/start`,
    { return_to: '/outcome' },
    { 'sec-fetch-site': 'same-origin', traceparent: TRACEPARENT },
  )
  expect(traces).toEqual([TRACEPARENT, TRACEPARENT])
})
