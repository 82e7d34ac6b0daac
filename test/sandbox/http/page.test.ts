import { expect, test } from 'vitest'
import { createSandboxClient } from '../sandbox-client.ts'

test.each([
  ['/', 200],
  ['/us/permissions/unknown', 404],
  ['/oauth/authorize', 400],
])('GET %s answers %d with a page that no script, frame or cache can have', async (path, status) => {
  const { call } = createSandboxClient()
  const response = await call(path)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('referrer-policy')).toBe('same-origin')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  expect(response.text).toContain('Emulator: this is not Cronofy')
  expect(response.text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/)
})

test('GET / leads to the inspector', async () => {
  expect((await createSandboxClient().call('/')).text).toMatch(/<a [^>]*href="\/sandbox">Inspector<\/a>/)
})

test('GET /oauth/authorize escapes what the address brings along', async () => {
  const { call } = createSandboxClient()
  const { text } = await call(`/oauth/authorize?client_id=${encodeURIComponent('"><script>alert(1)</script>')}`)
  expect(text).not.toContain('<script')
  expect(text).toContain('&lt;script&gt;')
})

test('GET /sandbox/style.css answers the stylesheet that every page names', async () => {
  const { call } = createSandboxClient()
  const path = /href="([^"]+\.css)"/.exec((await call('/')).text)?.[1] ?? ''
  const response = await call(path)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect(response.text).toContain('color-scheme: light dark')
})
