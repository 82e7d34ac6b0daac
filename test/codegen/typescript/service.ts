/**
 * Asks a user for unrestricted access through the worker, with openapi-fetch on the types that openapi-typescript makes of
 * its openapi.yaml.
 */
import createClient from 'openapi-fetch'
import type { paths } from './service-api.js'

const { SERVICE_URL, API_KEY, ACCESS_TOKEN = '', DECISIONS_URL = '', USER_URL = '' } = process.env

const client = createClient<paths>({ baseUrl: SERVICE_URL, headers: { authorization: `Bearer ${API_KEY}` } })
const account = { data_center: 'de', access_token: ACCESS_TOKEN } as const
const user = { ...account, subject: 'user-42' }

/** Ends the program where a step fails: the next ones would have nothing to stand on. */
function check<T>(what: string, found: T): NonNullable<T> {
  console.log(`${found ? 'ok' : 'not ok'} - ${what}`)
  return found || process.exit(1)
}

const read = await client.POST('/permissions/read', { body: account })
check('the permissions are read', read.data?.calendars.length)

const begun = await client.POST('/permission-requests', { body: { ...user, all_calendars: true } })
check('the user has to decide', begun.data?.status === 'redirect')
const { url, sealed_request = '' } = begun.data?.redirect ?? {}

// In life the user goes to the URL and decides.
const headers = { 'content-type': 'application/json' }
await fetch(DECISIONS_URL, { method: 'POST', headers, body: JSON.stringify({ url, decision: 'accept' }) })
const completed = await client.POST('/permission-requests/complete', { body: { ...user, sealed_request } })
check('access is granted', completed.data?.status === 'granted')

const rejected = await client.POST('/permissions/read', { body: { ...account, access_token: 'unknown' } })
check('an unknown token is a problem', rejected.error?.code === 'account_token_rejected')

const invalid = await client.POST('/permission-requests', { body: { ...user, subject: '' } })
check('a field that is not valid is a problem', invalid.error?.code === 'validation_failed')
check('that problem names the field', invalid.error?.errors?.['subject']?.[0])

/** Sends the user to a URL. Returns the query with which they come back. */
async function sendUser(url = '') {
  const response = await fetch(USER_URL, { method: 'POST', headers, body: JSON.stringify({ url }) })
  return new URL(((await response.json()) as { url: string }).url).searchParams
}

// A user connects an account.
const subject = 'user-43'
const data_center = 'de'
const link = await client.POST('/connections', {
  body: { subject, data_center, return_to: 'http://localhost:3000/settings' },
})
const sealed_connection = (await sendUser(link.data?.redirect.url)).get('sealed_connection') ?? ''
const { data: connection } = await client.POST('/connections/complete', { body: { subject, sealed_connection } })
check(
  'the user is connected',
  connection?.connection_id === link.data?.redirect.connection_id && connection?.account.sub,
)
check('a field that Cronofy left out is null', connection?.account.profile_name === null)

const refresh_token = connection?.tokens.refresh_token ?? ''
const refreshed = await client.POST('/connections/refresh', { body: { data_center, refresh_token } })
const tokens = check('the tokens are refreshed', refreshed.data?.tokens)
check('a scope that Cronofy left out is null', tokens.scope === null && tokens.refresh_token)

// The user chooses calendars on the worker's page.
const connected = { data_center, access_token: tokens.access_token, subject } as const
const choice = await client.POST('/permission-requests', {
  body: { ...connected, choose_calendars: true, access_token_expires_at: tokens.expires_at },
})
check('the link to choose calendars has no request yet', choice.data?.redirect?.sealed_request === undefined)
const chosen = (await sendUser(choice.data?.redirect?.url)).get('sealed_request') ?? ''
const outcome = await client.POST('/permission-requests/complete', { body: { ...connected, sealed_request: chosen } })
check('access to the chosen calendars is granted', outcome.data?.status === 'granted')

const revoked = await client.POST('/connections/revoke', { body: { data_center, token: tokens.access_token } })
check('the connection is revoked', revoked.data?.status === 'revoked')
const ended = await client.POST('/connections/refresh', { body: { data_center, refresh_token } })
check('a revoked connection is a problem', ended.error?.code === 'invalid_grant')
