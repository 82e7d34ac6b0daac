import { expect, test } from 'vitest'
import { readConfig } from '../../../edge/worker/config/config.ts'
import { createWorker } from '../../../edge/worker/worker.ts'
import { DATA_CENTER_IDS } from '../../../src/data-centers.ts'
import { ConfigurationError } from '../../../src/errors.ts'
import { KEY, OTHER_KEY } from '../../helpers/fixtures.ts'
import { workerEnvironment } from '../../helpers/test-env.ts'

const LIVE = {
  PUBLIC_URL: 'https://connect.example.com',
  SEALING_KEYS: KEY,
  CRONOFY_DE_CLIENT_ID: 'id',
  CRONOFY_DE_CLIENT_SECRET: 'canary-secret',
}

function problems(environment: Record<string, unknown>): readonly string[] {
  try {
    readConfig(environment)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError)
    return (error as ConfigurationError).problems
  }
  return []
}

test('readConfig() names every fault at once', () => {
  const found = problems({
    PUBLIC_URL: 'http://connect.example.com/path',
    SEALING_KEYS: 'short',
    SANDBOX_URL: 'https://sandbox.example.com',
    CRONOFY_DE_CLIENT_ID: 'id',
    CRONOFY_EU_CLIENT_ID: 'id',
  })
  for (const part of [
    'SANDBOX_URL',
    'PUBLIC_URL "http',
    'SEALING_KEYS',
    'CRONOFY_DE_CLIENT_SECRET',
    'CRONOFY_EU_CLIENT_ID',
    'unknown data center',
  ]) {
    expect(found.filter((problem) => problem.includes(part))).not.toHaveLength(0)
  }
})

test('readConfig() names everything that is missing, and counts empty values as missing', () => {
  expect(problems({})).toHaveLength(3)
  expect(problems({ PUBLIC_URL: '', SEALING_KEYS: ' ', CRONOFY_DE_CLIENT_ID: '' })).toHaveLength(3)
})

test.each([
  ['PUBLIC_URL', 'connect.example.com', 'must be an absolute URL'],
  ['PUBLIC_URL', 'http://connect.example.com', 'must be https'],
  ['PUBLIC_URL', 'http://localhost:8787', 'with SANDBOX_URL only'],
  ['PUBLIC_URL', 'https://connect.example.com/connect', 'must be an origin'],
  ['PUBLIC_URL', 'https://me@connect.example.com', 'must not contain a user name'],
  ['SEALING_KEYS', 'A'.repeat(43), 'is not random'],
  ['SEALING_KEYS', `${KEY},${KEY}`, 'is a duplicate'],
  ['SANDBOX_URL', 'http://10.0.0.1:4010', 'is not on this machine. If an emulator runs there, set ALLOW_SANDBOX_HOST'],
  ['SANDBOX_URL', 'https://api-de.cronofy.com', 'is a host of Cronofy, not of an emulator'],
  ['SANDBOX_URL', 'http://127.0.0.1:4010', 'so PUBLIC_URL must be on this machine. Remove SANDBOX_URL.'],
  ['ALLOW_SANDBOX_HOST', 'emulator', 'ALLOW_SANDBOX_HOST has no effect without SANDBOX_URL. Remove it.'],
  ['ALLOW_SANDBOX_HOST', 'emulator:4010', 'ALLOW_SANDBOX_HOST must be one host name or IP address, without a port'],
  ['CRONOFY_UK_CLIENT_SECRET', 'x', 'CRONOFY_UK_CLIENT_ID is missing'],
  ['CRONOFY_EU_CLIENT_ID', 'x', 'has an unknown data center'],
  ['CRONOFY_PKCE', 'false', 'CRONOFY_PKCE must be "on" or "off"'],
  ['CRONOFY_PKCE', 'OFF', 'CRONOFY_PKCE must be "on" or "off"'],
])('readConfig() says what is wrong with %s=%s (T19, T21)', (name, value, problem) => {
  expect(problems({ ...LIVE, [name]: value }).join()).toContain(problem)
})

const LOCAL = { ...LIVE, PUBLIC_URL: 'http://localhost:8787' }

test.each([
  ['http://emulator:4010', 'emulator', true],
  ['http://emulator:4010', 'EMULATOR', true],
  ['http://[fd00::5]:4010', 'fd00::5', true],
  ['http://127.0.0.1:4010', 'emulator', true],
  ['http://emulator.localhost:4010', 'emulator.localhost', true],
  // Servers may resolve such a name elsewhere.
  ['http://emulator.localhost:4010', undefined, false],
  ['http://emulator:4010', undefined, false],
  ['http://emulator:4010', 'other', false],
  ['http://emulator:4010', 'emulator,other', false],
  ['http://x.emulator:4010', 'emulator', false],
  ['http://emulator.evil.example', 'emulator', false],
  ['http://evil-localhost:4010', undefined, false],
  ['http://api.cronofy.com', 'api.cronofy.com', false],
  ['https://api.cronofy.com', 'api.cronofy.com', false],
])('readConfig() with SANDBOX_URL=%s and ALLOW_SANDBOX_HOST=%s starts: %s (T21)', (url, host, starts) => {
  const environment = { ...LOCAL, SANDBOX_URL: url, ...(host !== undefined && { ALLOW_SANDBOX_HOST: host }) }
  expect(problems(environment).length === 0).toBe(starts)
  if (!starts) return
  const config = readConfig(environment)
  expect(config).toMatchObject({ sandboxUrl: url, allowSandboxHost: host })
  expect(() => createWorker({ config, log: () => undefined })).not.toThrow()
})

test('readConfig() quotes no secret (T8)', () => {
  const text = problems({ ...LIVE, SEALING_KEYS: KEY.slice(1), CRONOFY_EU_CLIENT_SECRET: 'canary-secret' }).join()
  expect(text).not.toContain('canary-secret')
  expect(text).not.toContain(KEY.slice(1))
})

test.each([
  [{}, true],
  [{ CRONOFY_PKCE: '' }, true],
  [{ CRONOFY_PKCE: 'on' }, true],
  [{ CRONOFY_PKCE: ' off ' }, false],
])('readConfig() reads %j as pkce: %s', (environment, pkce) => {
  expect(readConfig({ ...LIVE, ...environment }).pkce).toBe(pkce)
})

test('readConfig() reads what the worker runs on', async () => {
  const config = readConfig({ ...LIVE, SEALING_KEYS: ` ${KEY} , ${OTHER_KEY}` })
  expect(config.publicUrl.origin).toBe('https://connect.example.com')
  expect([...config.applications]).toEqual([
    ['de', { dataCenter: 'de', clientId: 'id', clientSecret: 'canary-secret' }],
  ])
  expect(config.sandboxUrl).toBeUndefined()
  expect(await config.keys.keysFor('session')).toHaveLength(2)
})

test('readConfig() reads every data center of a sandbox', () => {
  const config = readConfig(workerEnvironment())
  expect([...config.applications.keys()]).toEqual(DATA_CENTER_IDS)
  expect(config.sandboxUrl).toBe('http://127.0.0.1:4010')
})

const API_KEYS = 'ruby:canary-secret-0123456789-0123456789-01'

test.each([
  [{ API_KEYS }, 'ALLOWED_RETURN_URLS is missing'],
  [{ ALLOWED_RETURN_URLS: 'https://app.example.com' }, 'which enable the service'],
  [
    { API_KEYS, ALLOWED_RETURN_URLS: 'http://app.example.com' },
    'ALLOWED_RETURN_URLS: "http://app.example.com/" must be https',
  ],
  [{ API_KEYS, ALLOWED_RETURN_URLS: 'https://app.example.com,settings' }, 'must be an absolute URL'],
  [{ API_KEYS: 'canary-secret', ALLOWED_RETURN_URLS: 'https://app.example.com' }, 'API_KEYS: entry 1 has no name'],
])('readConfig() says what is wrong with the service when it is given %j', (overrides, problem) => {
  const found = problems({ ...LIVE, ...overrides }).join('\n')
  expect(found).toContain(problem)
  expect(found).not.toContain('canary-secret')
})

test('readConfig() needs the connect app or the service, and takes both', () => {
  const { CRONOFY_DE_CLIENT_ID, CRONOFY_DE_CLIENT_SECRET, ...bare } = LIVE
  expect(problems(bare)).toEqual([expect.stringContaining('Nothing is enabled')])
  const service = { API_KEYS, ALLOWED_RETURN_URLS: 'https://app.example.com/settings, https://other.example.com' }
  expect(readConfig({ ...bare, ...service })).toMatchObject({
    apiKeys: [{ name: 'ruby' }],
    allowedReturnUrls: ['https://app.example.com/settings', 'https://other.example.com'],
  })
  const both = readConfig({ ...LIVE, ...service })
  expect(both.apiKeys).toHaveLength(1)
  expect(both.applications.size).toBe(1)
  expect([CRONOFY_DE_CLIENT_ID, CRONOFY_DE_CLIENT_SECRET]).toEqual(['id', 'canary-secret'])
})
