import { expect, test } from 'vitest'
import cloudflare from '../../edge/worker/entries/cloudflare.ts'
import { createFetchHandler } from '../../edge/worker/lazy.ts'
import { workerEnvironment } from '../helpers/test-env.ts'

const request = (path: string) => new Request(`http://localhost:8787${path}`)

test('a faulty configuration is logged in full, and answered 500 without a word of it', async () => {
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

test('a worker with a faulty configuration is alive, and not ready', async () => {
  const fetch = createFetchHandler({ onConfigError: () => undefined })
  expect((await fetch(request('/healthz'), {})).status).toBe(200)
  expect((await fetch(request('/readyz'), {})).status).toBe(500)
})

test('the Cloudflare entry serves the worker', async () => {
  expect((await cloudflare.fetch(request('/healthz'), workerEnvironment())).status).toBe(200)
})
