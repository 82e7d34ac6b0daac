import { expect, test } from 'vitest'
import { createSandbox, type SandboxOptions } from '../../../edge/sandbox/index.ts'
import { createTestBrowser } from '../../helpers/test-browser.ts'
import { authorizePath, codeGrant, createSandboxClient, permissionsBody } from '../sandbox-client.ts'

interface Tokens {
  readonly access_token: string
  readonly sub: string
  readonly linking_profile: { readonly profile_name: string }
}

/** A sandbox, and browsers that keep its cookie. */
function setUp(options: SandboxOptions = {}) {
  const sandboxClient = createSandboxClient({ now: () => 0, ...options })
  const { call } = sandboxClient

  function createBrowser() {
    let cookie = ''
    const headers = () => (cookie === '' ? {} : { cookie })
    async function authorize(account: string, changes: Record<string, string> = {}, dataCenter = 'us') {
      const response = await call(authorizePath(changes, dataCenter), { form: { account }, headers: headers() })
      const setCookie = response.headers.get('set-cookie')
      if (setCookie !== null) cookie = setCookie.split(';')[0] ?? ''
      const code = new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? ''
      return { code, setCookie }
    }
    async function signIn(...[account, changes, dataCenter = 'us']: Parameters<typeof authorize>): Promise<Tokens> {
      const { code } = await authorize(account, changes, dataCenter)
      return (await call(`/${dataCenter}/oauth/token`, { form: codeGrant(code) })).json as Tokens
    }
    const openPage = async (changes: Record<string, string> = {}) =>
      (await call(authorizePath(changes), { headers: headers() })).text
    return { authorize, signIn, openPage }
  }

  async function calendarIds({ access_token: token }: Tokens): Promise<string[]> {
    const { calendars } = (await call('/v1/calendars', { token })).json as { calendars: { calendar_id: string }[] }
    return calendars.map(({ calendar_id }) => calendar_id)
  }
  return { ...sandboxClient, createBrowser, calendarIds }
}

test("the authorize page gives the second user of a browser the first one's account, with the profiles of both", async () => {
  const { call, createBrowser, calendarIds } = setUp()
  const browser = createBrowser()
  const first = await browser.signIn('apple')
  const own = await calendarIds(first)
  const second = await browser.signIn('microsoft')
  expect(second.sub).toBe(first.sub)
  expect(first.linking_profile.profile_name).toBe('cy@home.example')
  expect(second.linking_profile.profile_name).toBe('bo@work.example')
  const ids = await calendarIds(second)
  expect(ids).toEqual(await calendarIds(first))
  expect(ids.slice(0, own.length)).toEqual(own)
  expect(ids).toContain('cal_us_exchange1_work')
  const info = await call('/v1/userinfo', { token: first.access_token })
  expect(info.text).toContain('bo@work.example')
})

test('the authorize page keeps accounts apart when avoid_linking is true', async () => {
  const { createBrowser, calendarIds } = setUp()
  for (const value of ['true', '1']) {
    const browser = createBrowser()
    const first = await browser.signIn('apple')
    const { code, setCookie } = await browser.authorize('microsoft', { avoid_linking: value })
    expect(code).not.toBe('')
    expect(setCookie).toBe(null)
    const second = await browser.signIn('microsoft', { avoid_linking: value })
    expect([first.sub, second.sub]).toEqual(['acc_us_apple', 'acc_us_microsoft'])
    expect(await calendarIds(first)).not.toContain('cal_us_exchange1_work')
  }
})

test('the authorize page links accounts when avoid_linking has another value or none', async () => {
  for (const changes of [{ avoid_linking: 'false' }, { avoid_linking: '' }]) {
    const browser = setUp().createBrowser()
    await browser.signIn('apple', changes)
    expect((await browser.signIn('microsoft', changes)).sub).toBe('acc_us_apple')
  }
})

test('the authorize page does not remember a browser that authorizes with avoid_linking', async () => {
  const browser = setUp().createBrowser()
  await browser.signIn('apple', { avoid_linking: 'true' })
  expect((await browser.signIn('microsoft')).sub).toBe('acc_us_microsoft')
})

test('the authorize page keeps accounts of two browsers apart, and of one browser in two data centers', async () => {
  const { createBrowser } = setUp()
  const browser = createBrowser()
  await browser.signIn('apple')
  expect((await createBrowser().signIn('microsoft')).sub).toBe('acc_us_microsoft')
  expect((await browser.signIn('microsoft', {}, 'de')).sub).toBe('acc_de_microsoft')
})

test('the authorize page signs the same user in again without a link', async () => {
  const { call, createBrowser } = setUp()
  const browser = createBrowser()
  const first = await browser.signIn('apple')
  expect((await browser.signIn('apple')).linking_profile).toEqual(first.linking_profile)
  expect((await call('/sandbox/state')).text).not.toContain('linked_accounts')
})

test('implicitLinking false keeps accounts apart, and sets no cookie', async () => {
  const browser = setUp({ behaviors: { implicitLinking: false } }).createBrowser()
  expect((await browser.authorize('apple')).setCookie).toBe(null)
  expect((await browser.signIn('microsoft')).sub).toBe('acc_us_microsoft')
})

test('the cookie of the authorize page persists, goes to this page only, and names no account', async () => {
  const { setCookie } = await setUp().createBrowser().authorize('apple', {}, 'de')
  const cookie = (path: string) =>
    `cronofy_emulator_browser_de_4010=[0-9a-f-]{36}; Max-Age=31536000; Path=${path}; HttpOnly; SameSite=Lax`
  expect(setCookie).toMatch(new RegExp(`^${cookie('/oauth/authorize')}, ${cookie('/de/oauth/authorize')}$`))
})

test('the authorize page says that an account will be linked', async () => {
  const browser = setUp().createBrowser()
  expect(await browser.openPage()).not.toContain('linked')
  await browser.signIn('apple')
  expect(await browser.openPage()).toMatch(/This browser has signed in as <strong>.*apple.*<\/strong> before\./)
  expect(await browser.openPage({ avoid_linking: 'true' })).not.toContain('linked')
})

test('POST /sandbox/reset forgets links and browsers', async () => {
  const { call, createBrowser } = setUp()
  const browser = createBrowser()
  await browser.signIn('apple')
  await browser.signIn('microsoft')
  await call('/sandbox/reset', { method: 'POST' })
  expect((await browser.signIn('microsoft')).sub).toBe('acc_us_microsoft')
  expect((await call('/sandbox/state')).text).not.toContain('linked_accounts')
})

test('a linked account can grant access to the calendars of both, and a snapshot restores it', async () => {
  const { call, createBrowser, calendarIds, levels } = setUp()
  const browser = createBrowser()
  await browser.signIn('apple')
  const tokens = await browser.signIn('microsoft')
  const { code } = await browser.authorize('microsoft')
  const ids = ['cal_us_apple1_work', 'cal_us_exchange1_work']
  const asked = await call('/v1/permissions', { token: tokens.access_token, json: permissionsBody(ids) })
  const { url } = (asked.json as { permissions_request: { url: string } }).permissions_request
  const snapshot = (await call('/sandbox/state')).json
  const listed = await calendarIds(tokens)
  await call('/sandbox/reset', { method: 'POST' })

  expect((await call('/sandbox/state', { method: 'PUT', json: snapshot })).status).toBe(204)
  expect((await call('/sandbox/state')).json).toEqual(snapshot)
  expect(await calendarIds(tokens)).toEqual(listed)
  const exchanged = (await call('/oauth/token', { form: codeGrant(code) })).json as Tokens
  expect(exchanged).toMatchObject({ sub: 'acc_us_apple', linking_profile: { profile_name: 'bo@work.example' } })
  await call(url, { form: { decision: 'accept-all' } })
  expect(await levels('apple')).toMatchObject({ cal_us_apple1_work: 'unrestricted' })
  expect(await levels('microsoft')).toMatchObject({ cal_us_exchange1_work: 'unrestricted' })
})

test.each<[string, (state: Record<string, unknown>) => unknown, string]>([
  ['links an unknown account', (state) => ({ ...state, linked_accounts: ['nobody'] }), '/linked_accounts/0: '],
  ['links an account to itself', (state) => ({ ...state, linked_accounts: ['apple'] }), '/linked_accounts/0: '],
  ['links an account twice', (state) => ({ ...state, linked_accounts: ['google', 'google'] }), '/linked_accounts: '],
  ['has an empty array of links', (state) => ({ ...state, linked_accounts: [] }), '/linked_accounts: '],
  [
    'lacks the link to a profile',
    ({ linked_accounts: _, ...state }) => ({ ...state, permission_requests: [] }),
    '/authorizations/1/linking_profile: This is not the ID of a profile of the account.',
  ],
  [
    'lacks the link to a calendar',
    ({ linked_accounts: _, ...state }) => ({ ...state, authorizations: [] }),
    '/permission_requests/0/calendar_ids/0: This is not the ID of a calendar of the account.',
  ],
])('PUT /sandbox/state refuses a document that %s', async (_, change, problem) => {
  const { call, createBrowser } = setUp()
  const browser = createBrowser()
  await browser.signIn('apple')
  const { access_token: token } = await browser.signIn('microsoft')
  await call('/v1/permissions', { token, json: permissionsBody(['cal_us_exchange1_work']) })
  const state = (await call('/sandbox/state')).json as { data_centers: { us: { apple: Record<string, unknown> } } }
  const json = structuredClone(state)
  json.data_centers.us.apple = change(state.data_centers.us.apple) as Record<string, unknown>
  const response = await call('/sandbox/state', { method: 'PUT', json })
  expect(response.status).toBe(422)
  expect(response.json).toEqual({ error: expect.stringContaining(`/data_centers/us/apple${problem}`) })
  expect((await call('/sandbox/state')).json).toEqual(state)
})

/** Two ports of one emulator, whose cookies a browser shares, as it does for all ports of a host. */
const PORTS = ['http://127.0.0.1:4010', 'http://127.0.0.1:4011'] as const

test('the authorize page links by data center, port, and in both forms of the path', async () => {
  const sandbox = createSandbox()
  const other = sandbox.fetchFor('de')
  const browser = createTestBrowser({ [PORTS[0]]: sandbox.fetch, [PORTS[1]]: other }, {}, { followRedirects: false })
  const signIn = async (url: string, account: string) => {
    await browser.post(url, { account }, { 'sec-fetch-site': 'same-origin' })
    // Browsers share the cookies of all ports of a host.
    for (const from of PORTS)
      for (const to of PORTS) for (const [n, v] of browser.cookies(from)) browser.cookies(to).set(n, v)
    const { text } = await browser.get(url)
    return text
  }
  const [, query] = authorizePath().split('?')
  await signIn(`${PORTS[0]}/oauth/authorize?${query}`, 'google')
  await signIn(`${PORTS[1]}/oauth/authorize?${query}`, 'microsoft')
  // The page names the account to which a sign-in is linked: in `us` it is still the first one.
  expect(await signIn(`${PORTS[0]}/us/oauth/authorize?${query}`, 'apple')).toContain('google')
  expect(browser.cookies(PORTS[0]).size).toBe(2)
})
