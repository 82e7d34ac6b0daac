import { expect, test } from 'vitest'
import { createSandbox, SANDBOX_DATA_CENTERS } from '../../edge/sandbox/index.ts'
import { description } from '../../generated/description.ts'
import { createSandboxClient, permissionsBody } from './sandbox-client.ts'

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

test('createSandbox() throws when no data center has the ID', () => {
  const message = 'Data center "eu" does not exist. Use one of us, au, ca, de, sg, uk.'
  expect(() => createSandbox({ dataCenter: 'eu' })).toThrow(new TypeError(message))
  expect(() => createSandbox().fetchFor('eu')).toThrow(new TypeError(message))
})

test.each(SANDBOX_DATA_CENTERS.map(({ id }) => id))(
  'fetch() serves %s without a prefix when it is the chosen data center',
  async (id) => {
    const { call, token } = createSandboxClient({ dataCenter: id })
    const accessToken = await token('google', id)
    for (const prefix of ['', `/${id}`]) {
      const { json } = await call(`${prefix}/v1/calendars`, { token: accessToken })
      expect(json).toMatchObject({
        calendars: expect.arrayContaining([expect.objectContaining({ calendar_id: `cal_${id}_google1_work` })]),
      })
    }
    const other = id === 'us' ? 'de' : 'us'
    expect((await call(`/${other}/v1/calendars`, { token: accessToken })).status).toBe(401)
    expect((await call('/nope')).json).toEqual({ error: 'not_found' })
    expect((await call('/')).text).toContain(`Without a prefix, it is <code>${id}</code>`)
    expect((await call('/sandbox')).text).toContain(`acc_${id}_google`)
  },
)

test('fetchFor() shares the state of the sandbox, and its URLs work at every data center', async () => {
  const { sandbox, token, call } = createSandboxClient()
  const accessToken = await token('google', 'de')
  const response = await sandbox.fetchFor('de')(
    new Request('http://127.0.0.1:4013/v1/permissions', {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(permissionsBody(['cal_de_google1_work'])),
    }),
  )
  const { url } = ((await response.json()) as { permissions_request: { url: string } }).permissions_request
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:4013\/de\/permissions\//)
  for (const id of ['us', 'de', 'uk']) expect((await sandbox.fetchFor(id)(new Request(url))).status).toBe(200)
  // A test may also name the page without its prefix.
  const decided = await call('/sandbox/decisions', { json: { url: url.replace('/de/', '/'), decision: 'accept' } })
  expect(decided.status).toBe(200)
  const calendars = await sandbox.fetchFor('de')(
    new Request('http://127.0.0.1:4013/v1/calendars', { headers: { authorization: `Bearer ${accessToken}` } }),
  )
  expect(await calendars.text()).toContain('"permission_level":"unrestricted"')
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
