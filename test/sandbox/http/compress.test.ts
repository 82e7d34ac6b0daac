import { expect, test } from 'vitest'
import { createSandboxClient } from '../sandbox-client.ts'

const ACCEPTED = { 'accept-encoding': 'gzip, deflate, br' }

test.each([
  ['/', 'document'],
  ['/sandbox', 'document'],
  ['/sandbox/style.css', 'style'],
  ['/sandbox/inspector.js', 'script'],
])('compressForBrowsers() compresses %s where a browser asks for a %s, and it is the same', async (path, dest) => {
  const { call, sandbox } = createSandboxClient({ now: () => 0 })
  const url = `http://127.0.0.1:4010${path}`
  const response = await sandbox.fetch(new Request(url, { headers: { ...ACCEPTED, 'sec-fetch-dest': dest } }))
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(response.headers.get('vary')).toMatch(/accept-encoding/i)
  const { text } = await call(path)
  expect(response.body).not.toBeNull()
  const whole = response.body?.pipeThrough(new DecompressionStream('gzip')) ?? null
  expect(await new Response(whole).text()).toBe(text)
})

test.each([
  ['a program asks', '/', {}],
  ['a program asks', '/v1/calendars', {}],
  ['a script asks', '/sandbox', { 'sec-fetch-dest': 'empty' }],
])('compressForBrowsers() compresses nothing where %s for %s', async (_, path, headers) => {
  const { sandbox } = createSandboxClient()
  const response = await sandbox.fetch(
    new Request(`http://127.0.0.1:4010${path}`, { headers: { ...ACCEPTED, ...headers } }),
  )
  expect(response.headers.get('content-encoding')).toBeNull()
})
