import { createClient, type Outcome } from 'cronofy-extended-permissions'
import { createSandbox } from 'cronofy-extended-permissions/sandbox'
import { afterEach, expect, test } from 'vitest'
import { createApp } from './app.ts'

// The emulator is a function, so no port is opened.
const SANDBOX_URL = 'http://127.0.0.1:4010'
const sandbox = createSandbox()
afterEach(() => sandbox.reset())

async function sandboxCall(path: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' }
  const request = new Request(`${SANDBOX_URL}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await (await sandbox.fetch(request)).json()) as Record<string, string>
}

/** A signed-in user presses the button. The application adds its outcomes to `outcomes`. */
async function pressButton() {
  const { access_token = '' } = await sandboxCall('/sandbox/tokens', { account: 'apple', data_center: 'de' })
  const outcomes: Outcome[] = []
  const app = createApp({
    client: createClient({ fetch: sandbox.fetch, sandboxUrl: SANDBOX_URL }),
    account: { dataCenter: 'de', accessToken: access_token, subject: 'user-1' },
    record: (outcome) => outcomes.push(outcome),
  })
  // Browsers send this header with a form of your own page.
  const headers = { 'sec-fetch-site': 'same-origin' }
  const start = await app.request('/permissions/start', {
    method: 'POST',
    headers,
    body: new URLSearchParams({ all_calendars: 'true' }),
  })
  return { app, outcomes, accessPage: start.headers.get('location') ?? '' }
}

test('the user returns with partial access when one of two calendars is accepted', async () => {
  const { app, outcomes, accessPage } = await pressButton()
  const decision = { url: accessPage, decision: 'accept', calendar_ids: ['cal_de_apple1_work'] }
  const { redirect_to = '' } = await sandboxCall('/sandbox/decisions', decision)

  const back = await app.request(redirect_to)
  expect(back.headers.get('location')).toBe('https://app.example.com/settings?permission_status=partial')
  expect(outcomes[0]?.calendars.map(({ calendarName, granted }) => [calendarName, granted])).toEqual([
    ['Work', true],
    ['Home', false],
  ])
})

test('the user returns without access when the request is rejected', async () => {
  const { app, outcomes, accessPage } = await pressButton()
  const { redirect_to = '' } = await sandboxCall('/sandbox/decisions', { url: accessPage, decision: 'reject' })

  const back = await app.request(redirect_to)
  expect(back.headers.get('location')).toBe('https://app.example.com/settings?permission_status=rejected')
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected'])
})
