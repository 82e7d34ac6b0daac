/**
 * Asks a user for unrestricted access through the worker, with openapi-fetch on the types that openapi-typescript makes of
 * its openapi.yaml.
 */
import createClient from 'openapi-fetch'
import type { paths } from './service-api.js'

const { SERVICE_URL, API_KEY, ACCESS_TOKEN = '', DECISIONS_URL = '' } = process.env

const client = createClient<paths>({ baseUrl: SERVICE_URL, headers: { authorization: `Bearer ${API_KEY}` } })
const account = { data_center: 'de', access_token: ACCESS_TOKEN } as const
const user = { ...account, subject: 'user-42' }

/** Ends the program where a step fails: the next ones would have nothing to stand on. */
function check<T>(what: string, found: T) {
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
