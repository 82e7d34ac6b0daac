import { expect, test } from 'vitest'
import { defaultSeed, SANDBOX_DATA_CENTERS } from '../../../edge/sandbox/index.ts'
import { FAULT_PRESETS } from '../../../edge/sandbox/inspector/faults.ts'
import { MAX_SHOWN_LENGTH, PAGE_SIZE, renderRequests } from '../../../edge/sandbox/inspector/requests.ts'
import type { Journal } from '../../../edge/sandbox/journal/journal.ts'
import { CLIENT, codeGrant, createSandboxClient, type SandboxClient } from '../sandbox-client.ts'

const WORK = 'cal_us_google1_work'
const SEALED = 'https://app.example.com/return?request=SEALED-CANARY'
const HOSTILE = `</pre><script>alert(1)</script><img src=x onerror=alert(1)>"'&`

/** The page, as text. */
async function look({ call }: SandboxClient, path = '/sandbox'): Promise<string> {
  const response = await call(path)
  expect(response.status).toBe(200)
  return response.text
}

/** What each request of the page has in its line, newest first. */
function lines(page: string): string[] {
  return [...page.matchAll(/<strong>([A-Z]+)<\/strong> <code>(.*?)<\/code>/g)].map(
    ([, method, path]) => `${method} ${path}`,
  )
}

/** All that the forms can change. */
async function everything({ call }: SandboxClient): Promise<unknown> {
  return [
    (await call('/sandbox/state')).json,
    (await call('/sandbox/faults')).json,
    (await call('/sandbox/requests')).json,
  ]
}

test.each<[string, string, Record<string, string> | [string, string][], number, string]>([
  ['clock', 'clock', {}, 422, 'Cannot advance the clock: &quot;advance_seconds&quot; is missing.'],
  ['clock', 'clock', { advance_seconds: '-1' }, 422, 'Cannot advance the clock: /advance_seconds: '],
  ['clock', 'clock', { advance_seconds: '1e3' }, 422, 'Cannot advance the clock: /advance_seconds: '],
  ['clock', 'clock', { advance_seconds: '9'.repeat(400) }, 422, 'Cannot advance the clock'],
  [
    'clock',
    'clock',
    [
      ['advance_seconds', '1'],
      ['advance_seconds', '2'],
    ],
    422,
    '&quot;advance_seconds&quot; is missing.',
  ],
  [
    'clock',
    'clock',
    { advance_seconds: '60', data_center: 'eu' },
    404,
    'Cannot inspect: Data center &quot;eu&quot; does not exist.',
  ],
  [
    'reset',
    'reset',
    { data_center: '__proto__' },
    404,
    'Cannot inspect: Data center &quot;__proto__&quot; does not exist.',
  ],
  ['faults', 'faults', {}, 422, 'Cannot set faults: &quot;change&quot; is missing.'],
  ['faults', 'faults', { change: 'add' }, 422, 'Cannot set faults: &quot;fault&quot; is missing.'],
  [
    'faults',
    'faults',
    { change: 'add', fault: 'toString', route: 'GET /v1/calendars' },
    422,
    'Cannot set faults: /fault: ',
  ],
  [
    'faults',
    'faults',
    { change: 'add', fault: 'error' },
    422,
    'Cannot set faults: /faults/0: &quot;route&quot; is missing.',
  ],
  [
    'faults',
    'faults',
    { change: 'add', fault: 'error', route: 'GET /nope' },
    422,
    'Cannot set faults: /faults/0/route: ',
  ],
  [
    'faults',
    'faults',
    { change: 'add', fault: 'delayed-grant', route: 'GET /v1/calendars' },
    422,
    'Cannot set faults: /faults/0/fault: &quot;delayed_grant&quot; cannot hit',
  ],
  [
    'faults',
    'faults',
    { change: 'add', fault: 'error', route: 'GET /v1/calendars', count: '0' },
    422,
    'Cannot set faults: /faults/0/count: ',
  ],
  [
    'faults',
    'faults',
    { change: 'add', fault: 'error', route: 'GET /v1/calendars', count: 'many' },
    422,
    'Cannot set faults: /faults/0/count: ',
  ],
  ['decisions', 'decisions', {}, 422, 'Cannot decide: &quot;url&quot; is missing.'],
  [
    'decisions',
    'decisions',
    { url: 'http://127.0.0.1/us/permissions/x', decision: 'accept' },
    404,
    'Cannot decide: No permission request',
  ],
])(
  'POST /sandbox/inspector/%s says what is wrong and changes nothing when it is given %s %j',
  async (_, route, form, status, state) => {
    const sandboxClient = createSandboxClient({ now: () => 0 })
    const token = await sandboxClient.token()
    await sandboxClient.requestPermissions(token, [WORK])
    await sandboxClient.setFaults({ route: 'GET /v1/calendars', fault: 'status', status: 404, count: 1 })
    await sandboxClient.call('/v1/calendars', { token })
    const before = await everything(sandboxClient)
    const response = await sandboxClient.call(`/sandbox/inspector/${route}`, { form })
    expect(response.status).toBe(status)
    expect(response.text).toMatch(/id="message" class="message bad" role="alert"/)
    expect(response.text).toContain(state)
    expect(await everything(sandboxClient)).toEqual(before)
  },
)

test('the inspector shows what a set fault does, with its parameter as code', async () => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.setFaults({ route: 'GET /v1/calendars', fault: 'slow_headers', ms: 5 })
  const page = await look(sandboxClient)
  expect(page).toContain('The call takes effect at once. Its response starts <code>ms</code> later.')
  expect(page).not.toContain('`ms`')
})

test('POST /sandbox/inspector/decisions decides nothing that is decided', async () => {
  const sandboxClient = createSandboxClient()
  const url = await sandboxClient.requestPermissions(await sandboxClient.token(), [WORK])
  const decide = (decision: string) => sandboxClient.call('/sandbox/inspector/decisions', { form: { url, decision } })
  expect((await decide('maybe')).status).toBe(422)
  expect((await decide('reject')).status).toBe(303)
  expect((await decide('accept')).status).toBe(422)
  expect((await sandboxClient.levels())[WORK]).toBe('sandbox')
})

test.each(['application/json', 'text/plain', 'multipart/form-data'])(
  'POST /sandbox/inspector/clock takes nothing but a form, and so not %s',
  async (type) => {
    const sandboxClient = createSandboxClient({ now: () => 0 })
    const sent = { method: 'POST', headers: { 'content-type': type }, body: 'advance_seconds=60' }
    expect((await sandboxClient.call('/sandbox/inspector/clock', sent)).status).toBe(422)
    expect((await sandboxClient.call('/sandbox/state')).json).toMatchObject({ now: '1970-01-01T00:00:00.000Z' })
  },
)

test.each(['clock', 'faults', 'decisions', 'reset'])(
  'POST /sandbox/inspector/%s answers 403 when a page of another site sends it',
  async (route) => {
    const sandboxClient = createSandboxClient({ now: () => 0 })
    const url = await sandboxClient.requestPermissions(await sandboxClient.token(), [WORK])
    const before = await everything(sandboxClient)
    const form = {
      advance_seconds: '60',
      change: 'add',
      fault: 'error',
      route: 'GET /v1/calendars',
      url,
      decision: 'accept',
    }
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'null' }]) {
      const response = await sandboxClient.call(`/sandbox/inspector/${route}`, { form, headers })
      expect(response.status).toBe(403)
      expect(await everything(sandboxClient)).toEqual(before)
    }
  },
)

test('a form that failed keeps what was typed', async () => {
  const { call } = createSandboxClient()
  const form = { change: 'add', fault: 'slow', route: 'GET /v1/userinfo', count: '0', data_center: 'de' }
  const { text } = await call('/sandbox/inspector/faults', { form })
  expect(text).toContain('<option value="slow" selected>')
  expect(text).toContain('<option value="GET /v1/userinfo" selected>')
  expect(text).toMatch(/<input id="fault-count" [^>]*value="0">/)
  expect(text).toContain('Accounts in <code>de</code>')
  expect((await call('/sandbox/inspector/clock', { form: { advance_seconds: '"><b>' } })).text).toContain(
    'value="&quot;&gt;&lt;b&gt;"',
  )
})

test.each(['/sandbox?data_center=eu', '/sandbox?data_center=', '/sandbox?data_center=constructor'])(
  'GET %s answers 404 with the page',
  async (path) => {
    const response = await createSandboxClient().call(path)
    expect(response.status).toBe(404)
    expect(response.text).toContain('Cannot inspect: Data center ')
    expect(response.text).toContain('href="/sandbox?data_center=de"')
  },
)

test.each(['x', '-1', '1.5', ''])('GET /sandbox answers 422 when before is %j', async (before) => {
  expect((await createSandboxClient().call(`/sandbox?before=${before}`)).status).toBe(422)
})

test('GET /sandbox has a policy that allows one script of its own, and no other page has it', async () => {
  const { call } = createSandboxClient()
  const page = await call('/sandbox')
  expect(page.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'; connect-src 'self'; form-action 'self'",
  )
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  expect(page.text).toContain('Emulator: this is not Cronofy')
  expect(page.text.match(/<script[^>]*>/g)).toEqual(['<script src="/sandbox/inspector.js" defer>'])
  expect(page.text).not.toMatch(/<style|\sstyle=|\son\w+=|http-equiv/)
  expect((await call('/')).text).not.toContain('<script')
  const script = await call('/sandbox/inspector.js')
  expect(script).toMatchObject({ status: 200 })
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect((await call('/sandbox/inspector.css')).headers.get('content-type')).toBe('text/css; charset=utf-8')
})

test('GET /sandbox answers 304 while nothing changes, and anew as soon as something does', async () => {
  const sandboxClient = createSandboxClient({ now: () => 0 })
  const again = async () => {
    const etag = (await sandboxClient.call('/sandbox')).headers.get('etag') ?? ''
    return async () => (await sandboxClient.call('/sandbox', { headers: { 'if-none-match': etag } })).status
  }
  const token = await sandboxClient.token()
  for (const change of [
    () => sandboxClient.call('/v1/calendars'),
    () => sandboxClient.requestPermissions(token, [WORK]),
    () => sandboxClient.call('/sandbox/clock', { json: { advance_seconds: 60 } }),
    () => sandboxClient.setFaults({ route: 'GET /v1/calendars', fault: 'reset' }),
    () => sandboxClient.call('/sandbox/reset', { method: 'POST' }),
  ]) {
    const look = await again()
    expect(await look()).toBe(304)
    await change()
    expect(await look()).toBe(200)
  }
})

test.each(SANDBOX_DATA_CENTERS.map(({ id }) => id))(
  'GET /sandbox?data_center=%s shows its accounts and calendars',
  async (id) => {
    const page = await look(createSandboxClient(), `/sandbox?data_center=${id}`)
    expect(page).toContain(`href="/sandbox?data_center=${id}" aria-current="page"`)
    for (const { name } of defaultSeed.accounts) expect(page).toContain(`<code>acc_${id}_${name}</code>`)
    const calendars = defaultSeed.accounts.flatMap(({ profiles }) => profiles.flatMap((profile) => profile.calendars))
    expect(page.match(/<li id="cal_/g)).toHaveLength(calendars.length)
    expect(page.match(new RegExp(`<li id="cal_${id}_`, 'g'))).toHaveLength(calendars.length)
  },
)

test('GET /sandbox shows what is granted now, and what does not show yet', async () => {
  const sandboxClient = createSandboxClient()
  const level = async () =>
    new RegExp(`<li id="${WORK}">[\\s\\S]*?<span class="tag[^>]*>(\\w+)<`).exec(await look(sandboxClient))?.[1]
  const token = await sandboxClient.token()
  await sandboxClient.setFaults({ route: 'POST /permissions/{id}', fault: 'delayed_grant', reads: 1 })
  const url = await sandboxClient.requestPermissions(token, [WORK])
  expect(await level()).toBe('sandbox')
  expect(await look(sandboxClient)).not.toContain('shows after')
  await sandboxClient.call('/sandbox/decisions', { json: { url, decision: 'accept' } })
  expect(await level()).toBe('sandbox')
  expect(await look(sandboxClient)).toContain('granted, shows after 1 more read')
  await sandboxClient.call('/v1/calendars', { token })
  expect(await level()).toBe('unrestricted')
})

test('GET /sandbox shows the newest requests first, each with its answer, and leads to the older ones', async () => {
  const sandboxClient = createSandboxClient()
  expect(await look(sandboxClient)).toContain('No requests yet.')
  const count = PAGE_SIZE + 3
  for (let index = 1; index <= count; index++) await sandboxClient.call(`/nope/${index}`)
  await sandboxClient.call('/uk/v1/calendars')
  const newest = await look(sandboxClient)
  expect(lines(newest)).toEqual([
    'GET /uk/v1/calendars',
    ...Array.from({ length: PAGE_SIZE - 1 }, (_, index) => `GET /nope/${count - index}`),
  ])
  expect(newest).toContain('<span class="status warn">401</span>')
  expect(newest).toContain('<span class="tag">uk</span>')
  const [, older = ''] = /<a href="([^"]+)">Older</.exec(newest) ?? []
  const last = await look(sandboxClient, older.replace('&amp;', '&'))
  expect(lines(last)).toEqual(['GET /nope/4', 'GET /nope/3', 'GET /nope/2', 'GET /nope/1'])
  expect(last).not.toContain('>Older<')
  expect(last).toContain('>Newest<')
})

test('renderRequests() reads no more entries than the page has, and one to know of more', () => {
  const parts: Parameters<Journal['entries']>[0][] = []
  const journal: Pick<Journal, 'entries' | 'startedAtMs'> = {
    startedAtMs: 0,
    entries(part) {
      parts.push(part)
      return []
    },
  }
  for (const before of [undefined, 7]) renderRequests({ journal, before, origin: 'http://x', pageUrl: () => '/' })
  expect(parts).toEqual([
    { before: undefined, limit: PAGE_SIZE + 1 },
    { before: 7, limit: PAGE_SIZE + 1 },
  ])
})

test('GET /sandbox shows bodies cut, faults by their name, and connections that were cut', async () => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.call('/v1/calendars', { token: await sandboxClient.token('many-calendars') })
  await sandboxClient.setFaults({ route: 'GET /v1/userinfo', fault: 'reset' })
  await expect(sandboxClient.call('/v1/userinfo')).rejects.toThrow(TypeError)
  const page = await look(sandboxClient)
  const [longest = ''] = [...page.matchAll(/<pre[^>]*aria-label="Response body[^>]*>([\s\S]*?)<\/pre>/g)].map(
    ([, text]) => text,
  )
  expect(longest.replaceAll('&quot;', '"')).toHaveLength(MAX_SHOWN_LENGTH)
  expect(page).toMatch(/<p class="quiet">\d+ more characters/)
  expect(page).toContain('<span class="status bad">reset</span>')
  expect(page).toContain('<span class="tag">fault: reset</span>')
  expect(page).toContain('None. A fault reset the connection.')
})

test('GET /sandbox shows the answer where a fault struck, and what it says of another try', async () => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.setFaults({ route: 'GET /v1/calendars', fault: 'status', status: 503, retry_after: '<120>' })
  await sandboxClient.call('/v1/calendars')
  const page = await look(sandboxClient)
  expect(page).toContain('<p>Status 503. Retry-After: <code>&lt;120&gt;</code></p>')
  expect(page).toMatch(/aria-label="Response body[^>]*>\{\s*&quot;error&quot;: &quot;service_unavailable&quot;\s*\}/)
})

test('GET /sandbox names the first calendars of a request for many, and has the others folded away', async () => {
  const sandboxClient = createSandboxClient()
  const token = await sandboxClient.token('many-calendars')
  const { calendars } = (await sandboxClient.call('/v1/calendars', { token })).json as {
    calendars: { calendar_id: string; calendar_name: string }[]
  }
  const names = calendars.map(({ calendar_name }) => calendar_name)
  expect(names).toHaveLength(250)
  await sandboxClient.requestPermissions(
    token,
    calendars.map(({ calendar_id }) => calendar_id),
  )
  const namesIn = (part = '') => [...part.matchAll(/<bdi>(.*?)<\/bdi>/g)].map(([, name]) => name)
  const [, line, folded] =
    /<ul class="decisions">\s*<li[^>]*>(<p>.*?<\/p>)\s*(<details>.*?<\/details>)\s*<form/s.exec(
      await look(sandboxClient),
    ) ?? []
  expect(namesIn(line)).toEqual(['many-calendars', ...names.slice(0, 5)])
  expect(line).toContain(' and 245 more.')
  expect(folded).toContain('<summary>The 245 others</summary>')
  expect(namesIn(folded)).toEqual(names.slice(5))

  await sandboxClient.requestPermissions(
    token,
    calendars.slice(0, 5).map(({ calendar_id }) => calendar_id),
  )
  expect((await look(sandboxClient)).match(/<details><summary>The/g)).toHaveLength(1)
})

test('GET /sandbox shows nothing hostile as more than text', async () => {
  const [first, ...rest] = defaultSeed.accounts
  const account = {
    name: HOSTILE,
    description: HOSTILE,
    profiles: [{ id: 'h', provider: 'google', name: HOSTILE, calendars: [{ id: 'h"><script>', name: HOSTILE }] }],
  }
  const clients = [{ clientId: HOSTILE, clientSecret: 'x' }] as const
  const sandboxClient = createSandboxClient({
    seed: { clients, accounts: [account, ...(first ? [first] : []), ...rest] },
  })
  const token = await sandboxClient.token(HOSTILE)
  const { calendars } = (await sandboxClient.call('/v1/calendars', { token })).json as {
    calendars: { calendar_id: string }[]
  }
  await sandboxClient.requestPermissions(token, [calendars[0]?.calendar_id ?? ''], "https://app.example.com/'$(id)")
  await sandboxClient.call(`/nope/'"${encodeURI(HOSTILE)}?'a=${HOSTILE}`)
  await sandboxClient.call('/v1/permissions', { token, json: { [HOSTILE]: HOSTILE } })
  await sandboxClient.call('/oauth/token', { form: { [HOSTILE]: HOSTILE } })
  await sandboxClient.call('/nope', { method: 'POST', body: HOSTILE, headers: { 'content-type': HOSTILE } })
  await sandboxClient.setFaults(
    { route: 'POST /v1/permissions', fault: 'foreign_url', url: HOSTILE },
    { route: 'GET /v1/calendars', fault: 'content_type', content_type: HOSTILE },
  )
  for (const path of [
    '/sandbox',
    `/sandbox?data_center=${encodeURIComponent(HOSTILE)}`,
    '/sandbox?done=%3Cscript%3E',
  ]) {
    const { text } = await sandboxClient.call(path)
    expect(text).toContain('alert(1)')
    expect(text.match(/<script/g)).toHaveLength(1)
    expect(text).not.toContain('<img')
    const tags = text.match(/<\w(?:"[^"]*"|[^">])*>/g) ?? []
    expect(tags.length).toBeGreaterThan(100)
    for (const tag of tags) expect(tag.replace(/"[^"]*"/g, '')).not.toMatch(/onerror|alert/)
  }
})

test('GET /sandbox holds no secret after a whole flow, its errors and its faults', async () => {
  const sandboxClient = createSandboxClient()
  const { call, tokens, requestPermissions } = sandboxClient
  const { access_token, refresh_token } = await tokens('google', 'us')
  const code = await sandboxClient.code({ redirect_uri: SEALED, state: 'STATE-CANARY' })
  const exchanged = await call('/oauth/token', { form: codeGrant(code, SEALED) })
  await call('/oauth/token', { json: { ...CLIENT, grant_type: 'refresh_token', refresh_token } })
  await requestPermissions(access_token, [WORK], `${SEALED}#${CLIENT.client_secret}`)
  await call(`/v1/calendars?access_token=${access_token}`, { headers: { authorization: `Bearer ${access_token}` } })
  await call('/oauth/token/revoke', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: refresh_token,
  })
  await sandboxClient.setFaults({
    route: 'POST /v1/permissions',
    fault: 'redirect',
    location: `https://a.example/?code=${code}#${CLIENT.client_secret}`,
  })
  const url = `http://127.0.0.1/us/permissions/${access_token}?${CLIENT.client_secret}`
  const long = `http://127.0.0.1/us/permissions/${'x'.repeat(20)}${access_token}`
  const cut = await call('/sandbox/inspector/decisions', { form: { url: long, decision: 'accept' } })
  expect(cut.text).toContain('***…')
  const pages = [
    cut.text,
    await look(sandboxClient),
    (await call('/sandbox/inspector/decisions', { form: { url, decision: 'accept' } })).text,
  ]
  const issued = Object.values(exchanged.json as Record<string, unknown>).filter((value) =>
    /^[ar]t_/.test(String(value)),
  )
  expect(issued).toHaveLength(2)
  for (const page of pages) {
    for (const secret of [
      access_token,
      refresh_token,
      code,
      CLIENT.client_secret,
      'STATE-CANARY',
      'SEALED-CANARY',
      ...issued,
    ]) {
      expect(secret).not.toBe('')
      expect(page).not.toContain(String(secret))
    }
    expect(page).not.toMatch(/(at|rt|co)_us_/)
    for (const variable of ['$TOKEN', '$CODE', '$CLIENT_SECRET', '$REFRESH_TOKEN', '$STATE', '$REQUEST'])
      expect(page).toContain(variable)
  }
})

test('POST /sandbox/inspector/clock advances the clock and leads back', async () => {
  const sandboxClient = createSandboxClient({ now: () => 0 })
  const response = await sandboxClient.call('/sandbox/inspector/clock', {
    form: { advance_seconds: ' 90.5 ', data_center: 'de' },
  })
  expect(response).toMatchObject({ status: 303, text: '' })
  const location = response.headers.get('location') ?? ''
  expect(location).toBe('/sandbox?data_center=de&done=clock')
  expect((await sandboxClient.call('/sandbox/state')).json).toMatchObject({ now: '1970-01-01T00:01:30.500Z' })
  const page = await look(sandboxClient, location)
  expect(page).toContain('The time is <strong>1970-01-01 00:01</strong> UTC')
  expect(page).toContain('The clock was advanced.')
})

test('POST /sandbox/inspector/faults adds a fault and leaves the counts of the others, and clears them all', async () => {
  const sandboxClient = createSandboxClient()
  const add = (form: Record<string, string>) =>
    sandboxClient.call('/sandbox/inspector/faults', { form: { change: 'add', ...form } })
  expect((await add({ fault: 'error', route: 'GET /v1/calendars', count: '1' })).status).toBe(303)
  expect((await sandboxClient.call('/v1/calendars')).status).toBe(500)
  expect((await add({ fault: 'unavailable', route: 'GET /v1/calendars', count: '' })).headers.get('location')).toBe(
    '/sandbox?data_center=us&done=fault',
  )
  expect((await sandboxClient.call('/sandbox/faults')).json).toEqual({
    seed: 0,
    faults: [
      { route: 'GET /v1/calendars', fault: 'status', status: 500, count: 1, hits: 1 },
      { route: 'GET /v1/calendars', fault: 'status', status: 503, retry_after: '1', hits: 0 },
    ],
  })
  expect((await sandboxClient.call('/v1/calendars')).status).toBe(503)
  const page = await look(sandboxClient)
  expect(page).toContain('1 calls, 1 hits.')
  expect(page).toContain('status 503, retry_after &quot;1&quot;')
  expect((await sandboxClient.call('/sandbox/inspector/faults', { form: { change: 'clear' } })).status).toBe(303)
  expect((await sandboxClient.call('/sandbox/faults')).json).toEqual({ seed: 0, faults: [] })
})

test.each(FAULT_PRESETS)('the fault form can set $name', async ({ name, fields }) => {
  const { call } = createSandboxClient()
  const routes = ['GET /v1/calendars', 'POST /v1/permissions', 'POST /oauth/token', 'POST /permissions/{id}']
  const responses = await Promise.all(
    routes.map((route) =>
      call('/sandbox/inspector/faults', { form: { change: 'add', fault: name, route, count: '1' } }),
    ),
  )
  expect(responses.map(({ status }) => status)).toContain(303)
  const { faults } = (await call('/sandbox/faults')).json as { faults: object[] }
  for (const fault of faults) expect(fault).toMatchObject(fields)
})

test.each([
  ['accept', 'unrestricted', 'accepted'],
  ['reject', 'sandbox', 'rejected'],
])('POST /sandbox/inspector/decisions can %s what the page shows', async (decision, level, done) => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.call('/sandbox/requests')
  await sandboxClient.requestPermissions(
    await sandboxClient.token('google', 'de'),
    ['cal_de_google1_hostile'],
    SEALED,
    'de',
  )
  const page = await look(sandboxClient)
  expect(page).toContain('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;</bdi>')
  const url = /name="url" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const response = await sandboxClient.call('/sandbox/inspector/decisions', { form: { url, decision } })
  expect(response.headers.get('location')).toBe(`/sandbox?data_center=us&done=${done}`)
  expect((await sandboxClient.levels('google', 'de'))['cal_de_google1_hostile']).toBe(level)
  expect(await look(sandboxClient)).toContain('No request is waiting for a decision.')
})

test('POST /sandbox/inspector/reset puts everything back and leads to the page', async () => {
  const sandboxClient = createSandboxClient({ now: () => 0 })
  const before = await everything(sandboxClient)
  const url = await sandboxClient.requestPermissions(await sandboxClient.token(), [WORK])
  await sandboxClient.call('/sandbox/inspector/decisions', { form: { url, decision: 'accept' } })
  await sandboxClient.call('/sandbox/inspector/clock', { form: { advance_seconds: '600' } })
  await sandboxClient.setFaults({ route: 'GET /v1/calendars', fault: 'reset' })
  const response = await sandboxClient.call('/sandbox/inspector/reset', { form: { data_center: 'sg' } })
  expect(response.headers.get('location')).toBe('/sandbox?data_center=sg&done=reset')
  expect(await everything(sandboxClient)).toEqual(before)
})

test('the commands to begin with name an account of the data center', async () => {
  const page = await look(createSandboxClient(), '/sandbox?data_center=ca')
  expect(page).toContain(
    '--data-raw &#39;{&quot;account&quot;:&quot;google&quot;,&quot;data_center&quot;:&quot;ca&quot;}&#39;',
  )
  expect(page).toContain('curl http://127.0.0.1:4010/ca/v1/calendars -H "authorization: Bearer $TOKEN"')
})
