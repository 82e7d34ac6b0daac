import { expect, test } from 'vitest'
import { createClient } from '../../../src/client/client.ts'
import { parseSandboxUrl } from '../../../src/client/sandbox-url.ts'

test.each([
  'https://sandbox.example.com',
  'http://10.0.0.1:4010',
  'http://0.0.0.0:4010',
  'http://127.0.0.2:4010',
  'http://evil-localhost:4010',
  'http://sandbox.localhost:4010',
  'http://:secret@127.0.0.1',
  'http://127.0.0.1.evil.example',
  'http://localhost.evil.example',
  'ftp://127.0.0.1',
  'xhttp://127.0.0.1',
  'http://user@127.0.0.1',
  '127.0.0.1:4010',
  '',
])('parseSandboxUrl() throws when it is given %j (T21)', (value) => {
  expect(() => parseSandboxUrl(value)).toThrow(expect.objectContaining({ code: 'invalid_sandbox_url' }))
  expect(() => createClient({ sandboxUrl: value })).toThrow(expect.objectContaining({ code: 'invalid_sandbox_url' }))
})

test('parseSandboxUrl() accepts URLs on this machine, and removes a trailing slash', () => {
  expect(parseSandboxUrl('http://127.0.0.1:4010/')).toBe('http://127.0.0.1:4010')
  expect(parseSandboxUrl('http://localhost:4010//')).toBe('http://localhost:4010')
  expect(parseSandboxUrl('http://localhost:4010')).toBe('http://localhost:4010')
  expect(parseSandboxUrl('http://[::1]:4010/base/')).toBe('http://[::1]:4010/base')
})
