import { readFile } from 'node:fs/promises'
import type { D1Database } from '@cloudflare/workers-types'
import { createSandbox } from 'cronofy-extended-permissions/sandbox'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { getPlatformProxy } from 'wrangler'
import { createApp } from './app.ts'
import { readSettings, type Settings } from './settings.ts'

const PUBLIC_URL = 'http://localhost:8787'
const SANDBOX_URL = 'http://127.0.0.1:4010' // opens no port: the emulator is a function

const sandbox = createSandbox()
const platform = await getPlatformProxy<{ DB: D1Database }>({ persist: false, envFiles: [] })
const { DB } = platform.env
const settings: Settings = {
  DB,
  PUBLIC_URL,
  SANDBOX_URL,
  SEALING_KEYS: 'q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s', // public, so for tests only
  SESSION_SECRET: 'for tests only',
  CRONOFY_DATA_CENTER: 'us',
  CRONOFY_CLIENT_ID: 'sandbox',
  CRONOFY_CLIENT_SECRET: 'sandbox-secret',
}
const app = createApp(settings, sandbox.fetch)
const migration = await readFile(new URL('migrations/0001_connections_and_outcomes.sql', import.meta.url), 'utf8')

afterAll(() => platform.dispose())
beforeEach(async () => {
  sandbox.reset()
  await DB.exec('DROP TABLE IF EXISTS connections; DROP TABLE IF EXISTS outcomes;')
  for (const statement of migration.split(';').filter((text) => text.trim())) await DB.prepare(statement).run()
})

/** A browser, as far as the application needs one: it keeps cookies, and says where a request comes from. */
function openBrowser() {
  const cookies = new Map<string, string>()
  return async (path: string, form?: Record<string, string>, site = 'same-origin'): Promise<Response> => {
    const headers = {
      'sec-fetch-site': site,
      'sec-fetch-mode': 'navigate',
      origin: site === 'same-origin' ? PUBLIC_URL : 'https://evil.example',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    }
    const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
    const response = await app.request(new URL(path, PUBLIC_URL).href, { headers, ...body })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    return response
  }
}

type Browser = ReturnType<typeof openBrowser>

const locationOf = (response: Response) => response.headers.get('location') ?? ''
const readPage = async (browser: Browser) => (await browser('/')).text()

/** Signs in, and connects an account of the emulator. */
async function connect(browser: Browser, account = 'apple'): Promise<void> {
  await browser('/sign-in', { user: 'user-1' })
  const authorize = locationOf(await browser('/cronofy/connect/us'))
  const body = new URLSearchParams({ account })
  const signedIn = await sandbox.fetch(new Request(authorize, { method: 'POST', body }))
  expect(locationOf(await browser(locationOf(signedIn)))).toBe(`${PUBLIC_URL}/?connection_status=connected`)
}

/** Decides on the access page. Returns the URL to which the user is sent back. */
async function decide(accessPage: string, decision: 'accept' | 'reject'): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ url: accessPage, decision })
  const response = await sandbox.fetch(
    new Request(`${SANDBOX_URL}/sandbox/decisions`, { method: 'POST', headers, body }),
  )
  return ((await response.json()) as { redirect_to: string }).redirect_to
}

const start = (browser: Browser, site?: string) => browser('/permissions/start', { all_calendars: 'true' }, site)

test('a user signs in, connects, and accepts, and the outcome is stored', async () => {
  const browser = openBrowser()
  expect(await readPage(browser)).toContain('Sign in')
  await connect(browser)
  expect(await readPage(browser)).toContain('Work: sandbox')
  const back = await browser(await decide(locationOf(await start(browser)), 'accept'), undefined, 'cross-site')
  expect(locationOf(back)).toBe(`${PUBLIC_URL}/?permission_status=granted`)
  const page = await readPage(browser)
  expect(page).toContain('Work: unrestricted')
  expect(page).toContain('<li>granted</li>')
})

test('a rejection is stored, and a reload adds no second outcome', async () => {
  const browser = openBrowser()
  await connect(browser)
  const returnUrl = await decide(locationOf(await start(browser)), 'reject')
  await browser(returnUrl)
  await browser(returnUrl)
  const page = await readPage(browser)
  expect(page).toContain('Work: sandbox')
  expect(page.match(/<li>rejected<\/li>/g)).toHaveLength(1)
})

test('an Enterprise Connect account is granted without a page', async () => {
  const browser = openBrowser()
  await connect(browser, 'enterprise')
  expect(locationOf(await start(browser))).toBe(`${PUBLIC_URL}/?permission_status=granted`)
})

test('an expired access token is refreshed, and the new refresh token is stored', async () => {
  const browser = openBrowser()
  await connect(browser)
  await DB.prepare('UPDATE connections SET expires_at_ms = 0').run()
  expect(await readPage(browser)).toContain('Work: sandbox')
  expect(await DB.prepare('SELECT count(*) AS count FROM connections WHERE expires_at_ms > 0').first('count')).toBe(1)
})

test('a user without a connection is asked to connect', async () => {
  const browser = openBrowser()
  await browser('/sign-in', { user: 'user-1' })
  expect(await readPage(browser)).toContain('Connect your calendars')
})

test('another site can neither start a request nor sign in a user', async () => {
  const browser = openBrowser()
  await connect(browser)
  expect((await start(browser, 'cross-site')).status).toBe(403)
  expect((await browser('/sign-in', { user: 'user-2' }, 'cross-site')).status).toBe(403)
})

const { SANDBOX_URL: _, ...withoutEmulator } = settings

test.each([
  ['without the emulator', withoutEmulator],
  ['on another machine', { ...settings, PUBLIC_URL: 'https://app.example.com' }],
])('the sign-in that accepts any name does not work %s', async (_, elsewhere) => {
  const response = await createApp(elsewhere).request(`${elsewhere.PUBLIC_URL}/sign-in`, {
    method: 'POST',
    headers: { origin: elsewhere.PUBLIC_URL },
    body: new URLSearchParams({ user: 'user-1' }),
  })
  expect([response.status, response.headers.getSetCookie()]).toEqual([500, []])
})

test('readSettings() reports every missing setting at once', () => {
  expect(() => readSettings({ ...settings, SEALING_KEYS: '' })).toThrow(
    /^These settings are missing:\n {2}SEALING_KEYS: .*$/,
  )
  expect(() => readSettings({})).toThrow(/\n {2}DB: .*\n {2}PUBLIC_URL: .*\n {2}SEALING_KEYS: .*`npm run keys`/)
  expect(readSettings(settings)).toBe(settings)
})
