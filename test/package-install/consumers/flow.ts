/** A backend without a framework, as somebody writes it who has just installed the package. The sandbox is a function here. */
import {
  type Account,
  begin,
  complete,
  createClient,
  createKeyRing,
  type Outcome,
  parseReturnUrl,
} from 'cronofy-extended-permissions'
import { createSandbox } from 'cronofy-extended-permissions/sandbox'

const SANDBOX = 'http://127.0.0.1:4010'
const sandbox = createSandbox()
const client = createClient({ fetch: sandbox.fetch, sandboxUrl: SANDBOX })
const keys = createKeyRing(['q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s'])

async function callSandbox(path: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' }
  const request = new Request(SANDBOX + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await (await sandbox.fetch(request)).json()) as Record<string, string>
}

function describe(outcome: Outcome): string {
  switch (outcome.status) {
    case 'granted':
      return `granted: ${outcome.calendars.map(({ calendarName }) => calendarName).join(', ')}`
    case 'partial':
      return `partial: ${outcome.missingCount} are gone`
    case 'rejected':
    case 'unconfirmed':
      return outcome.status
  }
}

const { access_token: accessToken = '' } = await callSandbox('/sandbox/tokens', { account: 'apple', data_center: 'de' })
const account: Account = { dataCenter: 'de', accessToken, subject: 'user-1' }

const redirectUri = 'https://app.example.com/permissions/return'
const result = await begin({ client, keys, account, allCalendars: true, redirectUri })
if (result.status !== 'redirect') throw new Error(`Cannot go on: nobody was asked, it is ${result.status}`)

const { redirect_to: returned = '' } = await callSandbox('/sandbox/decisions', { url: result.url, decision: 'accept' })
const { sealedRequest = '', error } = parseReturnUrl(returned)
console.log(describe(await complete({ redirectUri, client, keys, account, sealedRequest, error })))
