/**
 * Asks a user for unrestricted access to a calendar, with the client that @hey-api/openapi-ts makes of openapi.yaml. It
 * runs against the sandbox, which also decides in place of the user.
 */
import { type Client, createClient } from './cronofy/client/index.js'
import { type ErrorResponse, listCalendars, requestPermissions } from './cronofy/index.js'

const { API_URL, ACCESS_TOKEN, ENTERPRISE_ACCESS_TOKEN, DECISIONS_URL = '' } = process.env

// docs:begin listCalendars
async function readCalendars(client: Client) {
  const { data, error } = await listCalendars({ client })
  if (!data) throw new Error('Cannot list the calendars', { cause: error })
  return data.calendars
}
// docs:end

// docs:begin requestPermissions
async function askFor(client: Client, calendarId: string) {
  const { data, error, response } = await requestPermissions({
    client,
    body: {
      permissions: [{ calendar_id: calendarId, permission_level: 'unrestricted' }],
      redirect_uri: 'https://app.example.com/permissions/return',
    },
  })
  if (!data && response?.status !== 422) throw new Error('Cannot ask for access', { cause: error })
  // Either a `url` to send the user to, or `accepted` with Enterprise Connect, or `errors` by field. A 401 may have no body, so
  // that the type of `error` is unknown.
  return { ...data?.permissions_request, errors: (error as ErrorResponse | undefined)?.errors }
}
// docs:end

/** Ends the program where a step fails: the next ones would have nothing to stand on. */
function check<T>(what: string, found: T) {
  console.log(`${found ? 'ok' : 'not ok'} - ${what}`)
  return found || process.exit(1)
}

const user = createClient({ baseUrl: API_URL, auth: ACCESS_TOKEN })
const chosen = (await readCalendars(user)).find((one) => one.permission_level === 'sandbox')
const { calendar_id: id } = check('the calendars are listed', chosen)

const asked = await askFor(user, id)
const url = check('unrestricted access is asked for', asked.url)

// In life the user goes to the URL, decides, and comes back to the redirect URI, which proves nothing.
const headers = { 'content-type': 'application/json' }
await fetch(DECISIONS_URL, { method: 'POST', headers, body: JSON.stringify({ url, decision: 'accept' }) })
const after = (await readCalendars(user)).find((one) => one.calendar_id === id)
check('the calendar reads unrestricted', after?.permission_level === 'unrestricted')

const refused = await askFor(user, 'cal_unknown')
const errors = check('an unknown calendar is refused', refused.errors)
check('the refusal names the field', errors['permissions[0].calendar_id']?.[0])

const employee = createClient({ baseUrl: API_URL, auth: ENTERPRISE_ACCESS_TOKEN })
const [first] = await readCalendars(employee)
const { accepted } = await askFor(employee, first?.calendar_id ?? '')
check('Enterprise Connect is accepted at once', accepted)
