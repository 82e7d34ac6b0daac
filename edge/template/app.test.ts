import { createSandbox } from 'cronofy-extended-permissions/sandbox'
import { afterEach, expect, test } from 'vitest'
import { getSignedInAccount } from './account.ts'
import { createApp } from './app.ts'
import { readSettings } from './settings.ts'

const PUBLIC_URL = 'https://app.example.com'
const SANDBOX_URL = 'http://127.0.0.1:4010' // opens no port: the emulator is a function
const SEALING_KEYS = 'q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s' // public, so for tests only

const sandbox = createSandbox()
afterEach(() => sandbox.reset())

const settings = { PUBLIC_URL, SEALING_KEYS, SANDBOX_URL, SANDBOX_ACCOUNT: 'apple' }
const app = createApp(settings, { send: sandbox.fetch })

const unreachable = () => Promise.reject(new TypeError('Cannot connect'))

/** Presses the button, by default on the application's own page. */
function pressButton(target = app, site = 'same-origin') {
  const headers = { 'sec-fetch-site': site }
  return target.request(`${PUBLIC_URL}/permissions/start`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ all_calendars: 'true' }),
  })
}

/** Decides on the access page. Returns the URL to which the user is sent back. */
async function decide(accessPage: string | null, decision: 'accept' | 'reject'): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ url: accessPage, decision })
  const response = await sandbox.fetch(
    new Request(`${SANDBOX_URL}/sandbox/decisions`, { method: 'POST', headers, body }),
  )
  return ((await response.json()) as { redirect_to: string }).redirect_to
}

async function page(): Promise<string> {
  return (await app.request(`${PUBLIC_URL}/`)).text()
}

test('the page shows full access after the user has accepted', async () => {
  expect(await page()).toContain('<li>Work: sandbox</li>')
  const start = await pressButton()
  expect(start.status).toBe(303)
  const back = await app.request(await decide(start.headers.get('location'), 'accept'))
  expect(back.headers.get('location')).toBe(`${PUBLIC_URL}/?permission_status=granted`)
  expect(await page()).toContain('<li>Work: unrestricted</li>')
})

test('the page shows no change after the user has refused', async () => {
  const start = await pressButton()
  const back = await app.request(await decide(start.headers.get('location'), 'reject'))
  expect(back.headers.get('location')).toBe(`${PUBLIC_URL}/?permission_status=rejected`)
  expect(await page()).toContain('<li>Work: sandbox</li>')
})

test('POST start responds with 403 to another site', async () => {
  expect((await pressButton(app, 'cross-site')).status).toBe(403)
})

test('getSignedInAccount() returns no account without an emulator', async () => {
  const live = createApp({ PUBLIC_URL, SEALING_KEYS }, { send: unreachable })
  expect((await pressButton(live)).status).toBe(401)
  expect(await (await live.request(`${PUBLIC_URL}/`)).text()).toContain('You are not signed in')
})

test('getAccount() receives the rejected token and returns the next one', async () => {
  const rejected: unknown[] = []
  const refreshing = createApp(settings, {
    send: sandbox.fetch,
    async getAccount(c, input) {
      const account = await getSignedInAccount(c, input)
      rejected.push(input.rejectedToken)
      return account && input.rejectedToken === undefined ? { ...account, accessToken: 'expired' } : account
    },
  })
  expect((await pressButton(refreshing)).status).toBe(303)
  expect(rejected).toEqual([undefined, 'expired'])
})

test('getSignedInAccount() says how to start the emulator when it is unreachable', async () => {
  const alone = createApp(settings, { send: unreachable })
  alone.onError((error, c) => c.text(error.message, 500))
  const response = await alone.request(`${PUBLIC_URL}/`)
  expect(await response.text()).toBe(
    `The emulator at ${SANDBOX_URL} is unreachable. Start it with \`npm run sandbox\`.`,
  )
})

test('readSettings() reports every missing variable at once', () => {
  expect(() => readSettings({ SEALING_KEYS })).toThrow(/^These variables are missing:\n {2}PUBLIC_URL: .*$/)
  expect(() => readSettings({ PUBLIC_URL: '' })).toThrow(/\n {2}PUBLIC_URL: .*\n {2}SEALING_KEYS: .*node --print/)
  expect(readSettings(settings)).toEqual(settings)
})
