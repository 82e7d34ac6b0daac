import { expect, test } from 'vitest'
import { createSandbox } from '../../../edge/sandbox/index.ts'
import { createSandboxClient } from '../sandbox-client.ts'

test.each([
  'http://evil.example/sandbox/accounts',
  'http://127.0.0.1.evil.example/v1/calendars',
  'http://localhost.evil.example/',
  'http://127.0.0.2:4010/',
  'http://0.0.0.0:4010/',
  'http://localhost./',
  'http://evil-localhost/',
  'http://emulator.localhost./',
  'http://emulator:4010/',
])('fetch() responds with 403 in one line when the host of %s is not this machine', async (url) => {
  const response = await createSandbox().fetch(new Request(url))
  expect(response.status).toBe(403)
  expect(await response.text()).toBe(
    'Cannot serve this host. Use 127.0.0.1, [::1], localhost, or a name below localhost. Or allow the host with --allow-host, SANDBOX_ALLOW_HOST, or allowedHosts.\n',
  )
})

test.each(['evil.example', 'evil.example:4010', 'user@', ''])(
  'fetch() answers 403 when the Host header is %j, whatever the URL',
  async (host) => {
    const { call } = createSandboxClient()
    expect((await call('/sandbox/accounts', { headers: { host } })).status).toBe(403)
  },
)

test.each([
  'http://127.0.0.1/',
  'http://localhost:4010/',
  'http://LOCALHOST:1/',
  'http://[::1]:4010/',
  'http://a.b.localhost/',
])('fetch() serves %s', async (url) => {
  expect((await createSandbox().fetch(new Request(url))).status).toBe(200)
})

test.each([
  ['http://emulator:4010/', 200],
  ['http://EMULATOR/', 200],
  ['http://192.168.1.5:4010/', 200],
  ['http://[fd00::5]:4010/', 200],
  ['http://localhost/', 200],
  ['http://emulator./', 403],
  ['http://x.emulator/', 403],
  ['http://emulator.evil.example/', 403],
  ['http://evil-emulator/', 403],
  ['http://192.168.1.50/', 403],
  ['http://[fd00::6]/', 403],
])('fetch() responds to %s with %d when allowedHosts has other hosts', async (url, status) => {
  const sandbox = createSandbox({ allowedHosts: ['Emulator', '192.168.1.5', 'fd00::5'] })
  expect((await sandbox.fetch(new Request(url))).status).toBe(status)
  sandbox.reset()
  expect((await sandbox.fetch(new Request(url))).status).toBe(status)
})

test('fetch() responds with 403 when only the URL has an allowed host', async () => {
  const { call } = createSandboxClient({ allowedHosts: ['emulator'] })
  expect((await call('/sandbox/accounts', { headers: { host: 'emulator:1' } })).status).toBe(200)
  expect((await call('http://emulator/sandbox/accounts', { headers: { host: 'evil.example' } })).status).toBe(403)
})

test.each(['*', '*.example.com', 'emulator:4010', 'http://emulator', 'emulator.', '.emulator', '', '127.1', 'a/b'])(
  'createSandbox() throws when it is given the allowed host %j',
  (host) => {
    expect(() => createSandbox({ allowedHosts: [host] })).toThrow(
      new TypeError(
        `Cannot allow the host ${JSON.stringify(host)}. Pass a host name or an IP address, without a port or a wildcard.`,
      ),
    )
  },
)

test.each([
  ['POST', '/sandbox/reset', 'cross-site'],
  ['POST', '/sandbox/tokens', 'same-site'],
  ['PUT', '/sandbox/faults', 'cross-site'],
  ['DELETE', '/sandbox/faults', 'same-site'],
])('%s %s answers 403 when a page that is %s sends it', async (method, path, site) => {
  const { call, token } = createSandboxClient()
  const accessToken = await token()
  const response = await call(path, { method, headers: { 'sec-fetch-site': site } })
  expect(response.status).toBe(403)
  expect(response.text).toBe(`Cannot change the emulator: The request comes from another site ("${site}").\n`)
  expect((await call('/v1/calendars', { token: accessToken })).status).toBe(200)
})

test.each(['https://evil.example', 'http://127.0.0.1:4011', 'http://localhost:4010', 'null'])(
  'POST /sandbox/reset answers 403 when a browser that knows no Sec-Fetch-Site sends it from %s',
  async (origin) => {
    const { call, token } = createSandboxClient()
    const accessToken = await token()
    const response = await call('/sandbox/reset', { method: 'POST', headers: { origin } })
    expect(response.status).toBe(403)
    expect((await call('/v1/calendars', { token: accessToken })).status).toBe(200)
  },
)

test('POST /sandbox/reset is served when its Origin is the sandbox itself', async () => {
  const { call } = createSandboxClient()
  const headers = { origin: 'http://127.0.0.1:4010' }
  expect((await call('/sandbox/reset', { method: 'POST', headers })).status).toBe(204)
})

test.each(['same-origin', 'none'])('POST /sandbox/reset is served when Sec-Fetch-Site is %s', async (site) => {
  const { call } = createSandboxClient()
  expect((await call('/sandbox/reset', { method: 'POST', headers: { 'sec-fetch-site': site } })).status).toBe(204)
})

test('GET /sandbox/accounts is served to a link on another site', async () => {
  const { call } = createSandboxClient()
  const response = await call('/sandbox/accounts', { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(response.status).toBe(200)
  expect(response.headers.has('access-control-allow-origin')).toBe(false)
})

test('fetch() answers 400, and reads nothing, when a body says it is longer than 1 MiB', async () => {
  const { call } = createSandboxClient()
  const body = {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json', 'content-length': '1048577' },
  }
  expect(await call('/v1/permissions', body)).toMatchObject({
    status: 400,
    json: {
      error: 'invalid_request',
      error_description: 'Cannot read the body: It is longer than 1048576 bytes.',
    },
  })
})

test('PUT /sandbox/state takes more, so that what went out comes back in, and answers 400 above 64 MiB', async () => {
  const { call } = createSandboxClient()
  const send = (length: number) => {
    const headers = { 'content-type': 'application/json', 'content-length': String(length) }
    return call('/sandbox/state', { method: 'PUT', body: '{}', headers })
  }
  expect((await send(67_108_864)).status).toBe(422)
  expect(await send(67_108_865)).toMatchObject({
    status: 400,
    json: { error: 'invalid_request', error_description: 'Cannot read the body: It is longer than 67108864 bytes.' },
  })
})

/** A body in pieces that says nothing of its length, and how many of them were asked for. */
function inPieces(pieces: number, text: string): { body: ReadableStream<Uint8Array>; made: () => number } {
  let made = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (made === pieces) return controller.close()
        made += 1
        controller.enqueue(new TextEncoder().encode(text))
      },
    },
    { highWaterMark: 0 },
  )
  return { body, made: () => made }
}

/** `duplex` is what Node's `fetch` wants to be told; the types of browsers have no such body. */
function post(path: string, body: ReadableStream<Uint8Array>): Promise<Response> {
  const init: RequestInit & { duplex: 'half' } = {
    method: path === '/sandbox/state' ? 'PUT' : 'POST',
    body,
    headers: { 'content-type': 'application/json' },
    duplex: 'half',
  }
  return createSandbox().fetch(new Request(`http://127.0.0.1:4010${path}`, init))
}

test.each([
  ['/oauth/token', 1_048_576],
  ['/v1/permissions', 1_048_576],
  ['/nope', 1_048_576],
  ['/sandbox/tokens', 1_048_576],
  ['/sandbox/inspector/clock', 1_048_576],
  ['/sandbox/state', 67_108_864],
])('%s answers 400, and reads no further, when a body without a length is longer than %d bytes', async (path, max) => {
  const piece = ' '.repeat(max / 16)
  const { body, made } = inPieces(1000, piece)
  const response = await post(path, body)
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({
    error: 'invalid_request',
    error_description: `Cannot read the body: It is longer than ${max} bytes.`,
  })
  expect(made()).toBe(17)
})

test('fetch() answers 400 when a body is longer than it says', async () => {
  const { call } = createSandboxClient()
  const body = { method: 'POST', body: ' '.repeat(1_048_577), headers: { 'content-length': '2' } }
  expect((await call('/v1/permissions', body)).json).toMatchObject({ error: 'invalid_request' })
})

test('fetch() reads a body that comes in pieces, in the middle of a character too', async () => {
  const bytes = new TextEncoder().encode(JSON.stringify({ account: 'ü€🏖️', data_center: 'us' }))
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
      controller.close()
    },
  })
  expect(await (await post('/sandbox/tokens', body)).text()).toContain('Account \\"ü€🏖️\\" does not exist')
})
