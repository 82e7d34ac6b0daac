import { expect, test } from 'vitest'
import { createSandbox, SANDBOX_DATA_CENTERS } from '../../edge/sandbox/index.ts'
import { description } from '../../generated/description.ts'
import { createSandboxClient } from './sandbox-client.ts'

const prefixes = ['', ...SANDBOX_DATA_CENTERS.map(({ id }) => `/${id}`)]

test.each(prefixes)('fetch() serves every operation of openapi.yaml under "%s"', async (prefix) => {
  const { call, token } = createSandboxClient()
  const accessToken = await token('google', prefix.slice(1) || 'us')
  expect(description.operations).toHaveLength(5)
  for (const { method, path } of description.operations) {
    const response = await call(`${prefix}${path}`, { method, token: accessToken })
    expect(`${path} ${response.status}`).toBe(`${path} ${method === 'GET' ? 200 : 400}`)
  }
})

test.each(['/nope', '/de', '/de/nope', '/eu/v1/calendars', '/de/sandbox/accounts', '/us/us/v1/calendars'])(
  'fetch() responds with 404 for %s',
  async (path) => {
    const { call } = createSandboxClient()
    expect(await call(path)).toMatchObject({ status: 404, json: { error: 'not_found' } })
  },
)

test('fetch() responds with 404 for other methods', async () => {
  const { call, token } = createSandboxClient()
  expect((await call('/v1/calendars', { method: 'DELETE', token: await token() })).status).toBe(404)
  expect((await call('/oauth/token')).status).toBe(404)
})

test('fetch() serves the same accounts of us with and without the prefix', async () => {
  const { call, token } = createSandboxClient()
  const accessToken = await token('google', 'us')
  const [plain, prefixed] = [
    await call('/v1/calendars', { token: accessToken }),
    await call('/us/v1/calendars', { token: accessToken }),
  ]
  expect(plain.status).toBe(200)
  expect(prefixed.text).toBe(plain.text)
})

test('fetch() works when it is detached from the sandbox', async () => {
  const { fetch } = createSandbox()
  expect((await fetch(new Request('http://localhost/'))).status).toBe(200)
})

test('createSandbox() creates sandboxes that share nothing', async () => {
  const [one, two] = [createSandboxClient(), createSandboxClient()]
  const token = await one.token()
  expect((await two.call('/v1/calendars', { token })).status).toBe(401)
  const url = await one.requestPermissions(token, ['cal_us_google1_work'])
  expect((await two.call(url)).status).toBe(404)
  await one.call('/sandbox/decisions', { json: { url, decision: 'accept' } })
  expect((await one.levels())['cal_us_google1_work']).toBe('unrestricted')
  expect((await two.levels())['cal_us_google1_work']).toBe('sandbox')
  two.sandbox.reset()
  expect((await one.call('/v1/calendars', { token })).status).toBe(200)
})
