/** The checks of every client for Cronofy's API. */

/** What a generated client has to do. */
export interface CronofyClient {
  listCalendars(accessToken: string): Promise<{ calendar_id: string; permission_level?: string }[]>
  /** Returns either a `url` to send the user to, or `accepted` with Enterprise Connect, or `errors` by field. */
  requestPermissions(accessToken: string, calendarId: string): Promise<PermissionsResult>
  readName(accessToken: string): Promise<string | null | undefined>
}

export interface PermissionsResult {
  url?: string
  accepted?: boolean
  errors?: Readonly<Record<string, readonly unknown[]>>
}

const { ACCESS_TOKEN = '', ENTERPRISE_ACCESS_TOKEN = '', DECISIONS_URL = '' } = process.env

export const REDIRECT_URI = 'https://app.example.com/permissions/return'

/** Ends the program where a step fails: the next ones would have nothing to stand on. */
export function check<T>(what: string, found: T): NonNullable<T> {
  console.log(`${found ? 'ok' : 'not ok'} - ${what}`)
  return found || process.exit(1)
}

/** Tells the emulator to accept, where in life the user is sent to the URL. */
export async function accept(url: string | undefined): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(DECISIONS_URL, { method: 'POST', headers, body: JSON.stringify({ url, decision: 'accept' }) })
}

export async function walkThroughCronofy(client: CronofyClient): Promise<void> {
  const calendars = await client.listCalendars(ACCESS_TOKEN)
  const chosen = calendars.find((one) => one.permission_level === 'sandbox')
  const { calendar_id: id } = check('the calendars are listed', chosen)

  const { url } = await client.requestPermissions(ACCESS_TOKEN, id)
  check('unrestricted access is asked for', url)
  await accept(url)
  const after = (await client.listCalendars(ACCESS_TOKEN)).find((one) => one.calendar_id === id)
  check('the calendar reads unrestricted', after?.permission_level === 'unrestricted')

  const { errors } = await client.requestPermissions(ACCESS_TOKEN, 'cal_unknown')
  check('an unknown calendar is refused, by field', errors?.['permissions[0].calendar_id']?.[0])

  const [first] = await client.listCalendars(ENTERPRISE_ACCESS_TOKEN)
  const { accepted } = await client.requestPermissions(ENTERPRISE_ACCESS_TOKEN, first?.calendar_id ?? '')
  check('Enterprise Connect is accepted at once', accepted)

  const name = await client.readName(ACCESS_TOKEN)
  check('a user whose name is null is read', name === null)
}
