import { createSandbox } from 'cronofy-extended-permissions/sandbox'
import { afterEach, expect, test } from 'vitest'
import { getSignedInAccount } from './account.ts'
import { createApp } from './app.ts'
import { readSettings } from './settings.ts'

const PUBLIC_URL = 'https://app.example.com'
const SANDBOX_URL = 'http://127.0.0.1:4010' // no port is opened: the sandbox is a function
const SEALING_KEYS = 'q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s' // in the open, so good for tests alone

const sandbox = createSandbox()
afterEach(() => sandbox.reset())

const settings = { PUBLIC_URL, SEALING_KEYS, SANDBOX_URL, SANDBOX_ACCOUNT: 'apple' }
const app = createApp(settings, { send: sandbox.fetch })

const unreachable = () => Promise.reject(new TypeError('Cannot connect'))

/** A person presses the button of our own page, unless it is said that another site's page sent them. */
function pressButton(target = app, site = 'same-origin') {
  const headers = { 'sec-fetch-site': site }
  return target.request(`${PUBLIC_URL}/permissions/start`, { method: 'POST', headers, body: new URLSearchParams() })
}

/** They decide on the access page. Gives the address that they are sent back to. */
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

test('a user who accepts has given full access', async () => {
  expect(await page()).toContain('<li>Work: sandbox</li>')
  const start = await pressButton()
  expect(start.status).toBe(303)
  const back = await app.request(await decide(start.headers.get('location'), 'accept'))
  expect(back.headers.get('location')).toBe(`${PUBLIC_URL}/?permission_status=granted`)
  expect(await page()).toContain('<li>Work: unrestricted</li>')
})

test('a user who refuses has given nothing', async () => {
  const start = await pressButton()
  const back = await app.request(await decide(start.headers.get('location'), 'reject'))
  expect(back.headers.get('location')).toBe(`${PUBLIC_URL}/?permission_status=rejected`)
  expect(await page()).toContain('<li>Work: sandbox</li>')
})

test('another site cannot press the button', async () => {
  expect((await pressButton(app, 'cross-site')).status).toBe(403)
})

test('without a sandbox nobody is signed in, until account.ts says who is', async () => {
  const live = createApp({ PUBLIC_URL, SEALING_KEYS }, { send: unreachable })
  expect((await pressButton(live)).status).toBe(401)
  expect(await (await live.request(`${PUBLIC_URL}/`)).text()).toContain('Nobody is signed in')
})

test('where Cronofy rejects a token, account.ts is told which, and the token that it then gives is taken', async () => {
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

test('without a sandbox that runs, the error says how to run it', async () => {
  const alone = createApp(settings, { send: unreachable })
  alone.onError((error, c) => c.text(error.message, 500))
  const response = await alone.request(`${PUBLIC_URL}/`)
  expect(await response.text()).toBe(`Cannot reach the sandbox at ${SANDBOX_URL}: is \`npm run sandbox\` running?`)
})

test('an environment is told everything that it lacks at once', () => {
  expect(() => readSettings({ SEALING_KEYS })).toThrow(/^Cannot start: the environment lacks\n {2}PUBLIC_URL: .*$/)
  expect(() => readSettings({ PUBLIC_URL: '' })).toThrow(/\n {2}PUBLIC_URL: .*\n {2}SEALING_KEYS: .*node --print/)
  expect(readSettings(settings)).toEqual(settings)
})
