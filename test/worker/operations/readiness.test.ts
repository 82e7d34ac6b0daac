import { expect, test } from 'vitest'
import { DATA_CENTER_IDS } from '../../../src/data-centers.ts'
import { findSchemaIssues } from '../../helpers/service-contract.ts'
import { API_KEY, createServiceTestEnv } from '../../helpers/service-test-env.ts'
import { createTestEnv, WORKER } from '../../helpers/test-env.ts'

const authorization = `Bearer ${API_KEY}`

test('GET /readyz says what is turned on, without a call to the provider', async () => {
  const { worker, calls } = createServiceTestEnv()
  const response = await worker.request(`${WORKER}/readyz`)
  expect(response.status).toBe(200)
  const json = await response.json()
  expect(findSchemaIssues('Readiness', json)).toEqual([])
  expect(json).toEqual({
    status: 'ready',
    service: true,
    connect: false,
    data_centers: DATA_CENTER_IDS,
    redirect_uris: {},
  })
  expect(calls).toEqual([])
})

test('GET /readyz names the data centers of the connect app where there is no service', async () => {
  const { worker } = createTestEnv()
  expect(await (await worker.request(`${WORKER}/readyz`)).json()).toMatchObject({
    service: false,
    connect: true,
    redirect_uris: { de: [`${WORKER}/connect/callback/de`] },
  })
})

test('GET /readyz?deep is refused without an API key, and costs nothing', async () => {
  const { worker, calls } = createServiceTestEnv()
  const response = await worker.request(`${WORKER}/readyz?deep`)
  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(calls).toEqual([])
  const connectOnly = await createTestEnv().worker.request(`${WORKER}/readyz?deep`)
  expect(connectOnly.status).toBe(401)
  expect(await connectOnly.json()).toMatchObject({ detail: expect.stringContaining('This worker has no API_KEYS') })
})

test('GET /readyz?deep calls the data centers of the connect app, or those that are named', async () => {
  const own = { CRONOFY_DE_CLIENT_ID: 'sandbox', CRONOFY_DE_CLIENT_SECRET: 'sandbox-secret' }
  const { worker, calls } = createServiceTestEnv({ overrides: own })
  const deep = async (query: string) => {
    calls.length = 0
    const response = await worker.request(`${WORKER}/readyz?${query}`, { headers: { authorization } })
    return { status: response.status, asked: calls.map(({ url }) => new URL(url).pathname.split('/')[1]) }
  }
  expect(await deep('deep')).toEqual({ status: 200, asked: ['de'] })
  expect(await deep('deep=uk,sg')).toEqual({ status: 200, asked: ['uk', 'sg'] })
  expect(await deep('deep=us,us,de,us')).toEqual({ status: 200, asked: ['us', 'de'] })
  expect(await deep('deep=eu')).toEqual({ status: 422, asked: [] })
  expect(await deep('deep=de,eu')).toEqual({ status: 422, asked: [] })
})

test("GET /readyz?deep reaches every data center, with a token that is no one's", async () => {
  const { worker, calls } = createServiceTestEnv()
  const response = await worker.request(`${WORKER}/readyz?deep`, { headers: { authorization } })
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    status: 'ready',
    provider: Object.fromEntries(DATA_CENTER_IDS.map((id) => [id, 'reached'])),
  })
  expect(calls).toHaveLength(DATA_CENTER_IDS.length)
  for (const call of calls) expect(call.headers.get('authorization')).toBe('Bearer none')
})

test('GET /readyz?deep is 503 where one data center fails, and says which and how', async () => {
  const { worker } = createServiceTestEnv({
    intercept: ({ url }) => {
      if (url.includes('/uk/')) return new Response(null, { status: 500 })
      if (url.includes('/sg/')) throw new TypeError('canary')
      return undefined
    },
  })
  const response = await worker.request(`${WORKER}/readyz?deep`, { headers: { authorization } })
  expect(response.status).toBe(503)
  const text = await response.text()
  expect(findSchemaIssues('Readiness', JSON.parse(text))).toEqual([])
  expect(JSON.parse(text)).toMatchObject({
    status: 'unreachable',
    provider: { de: 'reached', uk: 'provider_unavailable', sg: 'provider_unreachable' },
  })
  expect(text).not.toContain('canary')
})
