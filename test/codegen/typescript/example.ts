/**
 * Asks a user for unrestricted access to a calendar, with openapi-fetch on the types that openapi-typescript makes of
 * openapi.yaml. It runs against the sandbox, which also decides in place of the user.
 */
import createClient from 'openapi-fetch'
import type { paths } from './cronofy.js'

type Client = ReturnType<typeof connect>

const { API_URL, ACCESS_TOKEN, ENTERPRISE_ACCESS_TOKEN, DECISIONS_URL = '' } = process.env

/** Makes a client for the user whose access token it is, in the user's data center. */
function connect(accessToken: string | undefined) {
  return createClient<paths>({ baseUrl: API_URL, headers: { authorization: `Bearer ${accessToken}` } })
}

// docs:begin listCalendars
async function listCalendars(client: Client) {
  const { data, response } = await client.GET('/v1/calendars')
  if (!data) throw new Error(`Cannot list the calendars: ${response.status}`)
  return data.calendars
}
// docs:end

// docs:begin requestPermissions
async function requestPermissions(client: Client, calendarId: string) {
  const { data, error, response } = await client.POST('/v1/permissions', {
    body: {
      permissions: [{ calendar_id: calendarId, permission_level: 'unrestricted' }],
      redirect_uri: 'https://app.example.com/permissions/return',
    },
  })
  if (!data && response.status !== 422) throw new Error(`Cannot ask for access: ${response.status}`)
  // Either a `url` to send the user to, or `accepted` with Enterprise Connect, or `errors` by field.
  return { ...data?.permissions_request, errors: error?.errors }
}
// docs:end

/** Ends the program where a step fails: the next ones would have nothing to stand on. */
function check<T>(what: string, found: T) {
  console.log(`${found ? 'ok' : 'not ok'} - ${what}`)
  return found || process.exit(1)
}

const user = connect(ACCESS_TOKEN)
const chosen = (await listCalendars(user)).find((one) => one.permission_level === 'sandbox')
const { calendar_id: id } = check('the calendars are listed', chosen)

const asked = await requestPermissions(user, id)
const url = check('unrestricted access is asked for', asked.url)

// In life the user goes to the URL, decides, and comes back to the redirect URI, which proves nothing.
const headers = { 'content-type': 'application/json' }
await fetch(DECISIONS_URL, { method: 'POST', headers, body: JSON.stringify({ url, decision: 'accept' }) })
const after = (await listCalendars(user)).find((one) => one.calendar_id === id)
check('the calendar reads unrestricted', after?.permission_level === 'unrestricted')

const refused = await requestPermissions(user, 'cal_unknown')
const errors = check('an unknown calendar is refused', refused.errors)
check('the refusal names the field', errors['permissions[0].calendar_id']?.[0])

const employee = connect(ENTERPRISE_ACCESS_TOKEN)
const [first] = await listCalendars(employee)
const { accepted } = await requestPermissions(employee, first?.calendar_id ?? '')
check('Enterprise Connect is accepted at once', accepted)
