/** The same in plain JavaScript, checked by what its comments say. */
import { begin, complete, createClient, createKeyRing, parseReturnUrl } from 'cronofy-extended-permissions'
import { createSandbox } from 'cronofy-extended-permissions/sandbox'

/** @import { Account, Outcome } from 'cronofy-extended-permissions' */

const SANDBOX = 'http://127.0.0.1:4010'
const sandbox = createSandbox()
const client = createClient({ fetch: sandbox.fetch, sandboxUrl: SANDBOX })
const keys = createKeyRing(['q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s'])

/**
 * @param {string} path
 * @param {object} body
 * @returns {Promise<Record<string, string>>}
 */
async function tell(path, body) {
  const headers = { 'content-type': 'application/json' }
  const request = new Request(SANDBOX + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return /** @type {Record<string, string>} */ (await (await sandbox.fetch(request)).json())
}

/**
 * @param {Outcome} outcome
 * @returns {string}
 */
function describe(outcome) {
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

const { access_token: accessToken = '' } = await tell('/sandbox/tokens', { account: 'apple', data_center: 'de' })
/** @type {Account} */
const account = { dataCenter: 'de', accessToken, subject: 'user-1' }

const redirectUri = 'https://app.example.com/permissions/return'
const result = await begin({ client, keys, account, allCalendars: true, redirectUri })
if (result.status !== 'redirect') throw new Error(`Cannot go on: nobody was asked, it is ${result.status}`)

const { redirect_to: returned = '' } = await tell('/sandbox/decisions', { url: result.url, decision: 'accept' })
const { sealedRequest = '', error } = parseReturnUrl(returned)
console.log(describe(await complete({ redirectUri, client, keys, account, sealedRequest, error })))

// @ts-expect-error There is no data center "eu": the types are there for JavaScript too.
account.dataCenter = 'eu'
