import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createWorker, readConfig } from '../../edge/worker/index.ts'
import { SERVICE } from '../helpers/service-test-env.ts'
import { workerEnvironment } from '../helpers/test-env.ts'

const worker = () => createWorker({ config: readConfig(workerEnvironment()) })

test('GET /healthz says that the worker is alive', async () => {
  const response = await worker().request('/healthz')
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ status: 'ok' })
})

test.each([
  ...['/healthz', '/readyz', '/openapi.yaml', '/permission-requests', '/permission-requests/return', '/calendars'],
  ...['/permission-requests/choose', '/permission-requests/choose/x/start', '/connections', '/connections/refresh'],
  ...['/connections/start', '/connections/start/de', '/connections/callback/de'],
  ...['/outcome', '/connect/de', '/connect/callback/de', '/connect/permissions/return', '/style.css', '/sign-out'],
])('%s has no second address with a slash at its end, mounted or not', async (path) => {
  const app = createWorker({ config: readConfig(workerEnvironment(SERVICE)), log: () => {} })
  const mounted = new Hono().mount('/', app.fetch)
  for (const method of ['GET', 'POST']) {
    for (const slash of ['/', '//']) {
      expect((await app.request(path + slash, { method })).status, method + slash).toBe(404)
      expect((await mounted.request(path + slash, { method })).status, method + slash).toBe(404)
    }
  }
  expect((await app.request('/')).status).toBe(200)
})

test('an address that does not exist is a page with its headers', async () => {
  const response = await worker().request('/nowhere')
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('Page not found')
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

test('GET /style.css may be cached, and is not sent twice', async () => {
  const app = worker()
  const first = await app.request('/style.css')
  expect(first.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect(first.headers.get('cache-control')).toBe('public, max-age=300')
  const etag = first.headers.get('etag') ?? ''
  expect((await app.request('/style.css', { headers: { 'if-none-match': etag } })).status).toBe(304)
})

test('GET /openapi.yaml describes the API of the worker, may be cached, and is not sent twice', async () => {
  const app = worker()
  const first = await app.request('/openapi.yaml')
  expect(first.status).toBe(200)
  expect(first.headers.get('content-type')).toBe('application/yaml')
  expect(first.headers.get('cache-control')).toBe('public, max-age=300')
  expect(await first.text()).toMatch(/^openapi: 3\.0\.3\ninfo:\n {2}title: Extended Permissions Service\n/)
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[0-9a-f]+"$/)
  const again = await app.request('/openapi.yaml', { headers: { 'if-none-match': etag } })
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
})
