import { createClient, type Outcome } from 'cronofy-extended-permissions'
import { createSandbox } from 'cronofy-extended-permissions/sandbox'
import { afterEach, expect, test } from 'vitest'
import { createApp } from './app.ts'

const SANDBOX = 'http://127.0.0.1:4010' // no port is opened: the sandbox is a function
const sandbox = createSandbox()
afterEach(() => sandbox.reset())

async function sandboxCall(path: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' }
  const request = new Request(`${SANDBOX}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await (await sandbox.fetch(request)).json()) as Record<string, string>
}

/** Somebody who is signed in presses the button; what the application records lands in `outcomes`. */
async function pressButton() {
  const { access_token = '' } = await sandboxCall('/sandbox/tokens', { account: 'apple', data_center: 'de' })
  const outcomes: Outcome[] = []
  const app = createApp({
    client: createClient({ fetch: sandbox.fetch, sandboxUrl: SANDBOX }),
    account: { dataCenter: 'de', accessToken: access_token, subject: 'user-1' },
    record: (outcome) => outcomes.push(outcome),
  })
  const headers = { 'sec-fetch-site': 'same-origin' } // what a browser says of a form on your own page
  const start = await app.request('/permissions/start', {
    method: 'POST',
    headers,
    body: new URLSearchParams({ all_calendars: 'true' }),
  })
  return { app, outcomes, accessPage: start.headers.get('location') ?? '' }
}

test('a user who accepts one calendar of two comes back with partial access', async () => {
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

test('a user who refuses comes back without access', async () => {
  const { app, outcomes, accessPage } = await pressButton()
  const { redirect_to = '' } = await sandboxCall('/sandbox/decisions', { url: accessPage, decision: 'reject' })

  const back = await app.request(redirect_to)
  expect(back.headers.get('location')).toBe('https://app.example.com/settings?permission_status=rejected')
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected'])
})
