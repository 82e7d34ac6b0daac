import { expect, test } from 'vitest'
import { createServiceFetchHandler } from '../../edge/worker/service-worker.ts'
import { createFetchHandler } from '../../edge/worker/worker.ts'
import { workerEnvironment } from '../helpers/test-env.ts'

const SERVICE = { API_KEYS: `backend:${'k'.repeat(43)}`, ALLOWED_RETURN_URLS: 'https://app.example.com' }

const request = (path: string) => new Request(`http://localhost:8787${path}`)

test('an invalid configuration is logged in full, and the response is a 500 without any of it', async () => {
  const logged: string[] = []
  const fetch = createFetchHandler({ onConfigError: (text) => void logged.push(text) })
  const response = await fetch(request('/'), { SEALING_KEYS: 'canary-secret' })
  expect(response.status).toBe(500)
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  expect(await response.text()).not.toContain('SEALING_KEYS')
  for (const name of ['PUBLIC_URL', 'SEALING_KEYS', 'CRONOFY_<ID>_CLIENT_ID']) expect(logged.join()).toContain(name)
  expect(logged.join()).not.toContain('canary-secret')
})

test('a worker with an invalid configuration is alive, and not ready', async () => {
  const fetch = createFetchHandler({ onConfigError: () => undefined })
  expect((await fetch(request('/healthz'), {})).status).toBe(200)
  expect((await fetch(request('/readyz'), {})).status).toBe(500)
})

test('with a known environment, the worker is created at once, and no request changes its configuration', async () => {
  const logged: string[] = []
  const options = { onConfigError: (text: string) => void logged.push(text), log: () => undefined }
  const fetch = createFetchHandler({ ...options, environment: workerEnvironment() })
  expect((await fetch(request('/openapi.yaml'), {})).status).toBe(200)
  expect(logged).toEqual([])
  const invalid = createFetchHandler({ ...options, environment: {} })
  expect(logged).toHaveLength(1)
  expect((await invalid(request('/readyz'), workerEnvironment())).status).toBe(500)
  expect(logged).toHaveLength(1)
})

test('the service worker has the service and not the connect app', async () => {
  const service = createServiceFetchHandler({ environment: workerEnvironment(SERVICE), log: () => undefined })
  const whole = createFetchHandler({ environment: workerEnvironment(SERVICE), log: () => undefined })
  const statuses = async (path: string) => [
    (await service(request(path), {})).status,
    (await whole(request(path), {})).status,
  ]
  expect(await statuses('/healthz')).toEqual([200, 200])
  expect(await statuses('/openapi.yaml')).toEqual([200, 200])
  expect(await statuses('/permission-requests')).toEqual([405, 405])
  expect(await statuses('/')).toEqual([404, 200])
  expect(await statuses('/connect/us')).toEqual([404, 303])
})

test('the service worker needs an API key, and says so', async () => {
  const logged: string[] = []
  createServiceFetchHandler({ environment: workerEnvironment(), onConfigError: (text) => void logged.push(text) })
  expect(logged.join()).toContain('API_KEYS is missing')
})
