import { expect, test } from 'vitest'
import { createSandbox } from '../../../edge/sandbox/index.ts'
import { createClient } from '../../../src/client/client.ts'
import { parseSandboxUrl } from '../../../src/client/sandbox-url.ts'

test.each([
  'https://sandbox.example.com',
  'http://10.0.0.1:4010',
  'http://0.0.0.0:4010',
  'http://127.0.0.2:4010',
  'http://evil-localhost:4010',
  'http://sandbox.localhost:4010',
  'http://sandbox.localhost.:4010',
  'http://.localhost:4010',
  'http://api.cronofy.com',
  'http://127.0.0.1:4010/de',
  'http://127.0.0.1:4010/base/us/',
  'https://app-de.cronofy.com',
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

test.each([
  ['http://emulator:4010', 'other'],
  ['http://emulator:4010', ''],
  ['http://emulator:4010', 'emulator:4010'],
  ['http://emulator:4010', '*'],
  ['http://x.emulator:4010', 'emulator'],
  ['http://emulator.evil.example', 'emulator'],
  ['http://emulator.', 'emulator'],
  ['http://evil-emulator', 'emulator'],
  ['ftp://emulator', 'emulator'],
  ['http://user@emulator', 'emulator'],
  ['http://api.cronofy.com', 'api.cronofy.com'],
])('createClient() throws when it is given %j and allows the host %j (T21)', (sandboxUrl, allowSandboxHost) => {
  expect(() => createClient({ sandboxUrl, allowSandboxHost })).toThrow(
    expect.objectContaining({ code: 'invalid_sandbox_url' }),
  )
})

test('createClient() calls an emulator on the host that allowSandboxHost names', async () => {
  const sandbox = createSandbox({ allowedHosts: ['emulator'] })
  const origin = 'http://emulator:4010'
  const made = await sandbox.fetch(
    new Request(`${origin}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'google', data_center: 'de' }),
    }),
  )
  const { access_token: accessToken } = (await made.json()) as { access_token: string }
  const client = createClient({ fetch: sandbox.fetch, sandboxUrl: origin, allowSandboxHost: 'Emulator' })
  const requested = await client.requestPermissions(
    { dataCenter: 'de', accessToken },
    { calendarIds: ['cal_de_google1_work'], redirectUri: 'http://localhost:8787/return' },
  )
  expect(requested).toMatchObject({ url: expect.stringMatching(/^http:\/\/emulator:4010\/de\/permissions\//) })
})

test('parseSandboxUrl() accepts URLs on this machine, and removes a trailing slash', () => {
  expect(parseSandboxUrl('http://127.0.0.1:4010/')).toBe('http://127.0.0.1:4010')
  expect(parseSandboxUrl('http://localhost:4010//')).toBe('http://localhost:4010')
  expect(parseSandboxUrl('http://localhost:4010')).toBe('http://localhost:4010')
  expect(parseSandboxUrl('http://[::1]:4010/base/')).toBe('http://[::1]:4010/base')
  expect(parseSandboxUrl('http://Emulator.localhost:4010/', 'emulator.localhost')).toBe(
    'http://emulator.localhost:4010',
  )
})
