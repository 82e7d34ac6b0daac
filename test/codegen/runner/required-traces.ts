/**
 * What a program leaves behind at those whom it calls: a line for each call, as `POST /v1/permissions 200 url`. A program
 * could drop half of its job, and every check that is left would pass; the journals cannot be talked into that.
 *
 * @module
 */
import type { JournalEntry } from '../../../edge/sandbox/index.ts'
import type { components } from '../../../generated/api.ts'

type Schemas = components['schemas']

/** Of a program that uses a client for Cronofy's API, in the sandbox's journal. */
export const CRONOFY_TRACES: readonly string[] = [
  'GET /v1/calendars 200',
  'POST /v1/permissions 200 url',
  'GET /v1/calendars 200 granted',
  'POST /v1/permissions 422',
  'GET /v1/calendars 200',
  'POST /v1/permissions 200 accepted',
]

/** Of a program that also reads the user's name, refreshes the tokens, and revokes them. */
export const REFRESH_TRACES: readonly string[] = [
  'GET /v1/userinfo 200',
  'POST /oauth/token 200',
  'POST /oauth/token/revoke 200',
  'GET /v1/calendars 401',
]

/** Of a program that uses a client for the worker's API: in the sandbox's journal, and then in the worker's log. */
export const PERMISSION_TRACES: readonly string[] = [
  'GET /v1/calendars 200',
  'POST /v1/permissions 200 url',
  'GET /v1/calendars 200 granted',
  'GET /v1/calendars 401',
  'POST /permissions/read 200',
  'POST /permission-requests 200 redirect',
  'POST /permission-requests/complete 200 granted',
  'POST /permissions/read 409 account_token_rejected',
  'POST /permission-requests 422 validation_failed',
]

/** Of such a program that connects a user too. */
export const SERVICE_TRACES: readonly string[] = [
  ...PERMISSION_TRACES,
  'POST /oauth/token 200',
  'POST /oauth/token 200',
  'POST /v1/permissions 200 url',
  'GET /v1/calendars 200 granted',
  'POST /oauth/token/revoke 200',
  'POST /oauth/token 400',
  'POST /connections 200',
  'GET /connections/callback/:dataCenter 303',
  'POST /connections/complete 200',
  'POST /connections/refresh 200',
  'POST /permission-requests 200',
  'POST /permission-requests/choose/:id/start 303 redirect',
  'POST /permission-requests/complete 200 granted',
  'POST /connections/revoke 200',
  'POST /connections/refresh 409 invalid_grant',
]

/**
 * The sandbox's journal, a line for each request, without query and data center. Behind the status stands what came of it:
 * `url` or `accepted`, and `granted` where a list shows a calendar unrestricted that somebody was sent to decide on.
 */
export function readJournal(journal: readonly JournalEntry[]): string[] {
  const requestedIds = new Set<string>()
  return journal.map((entry) => {
    const [path = ''] = entry.path.replace(`/${entry.data_center}/`, '/').split('?')
    const call = `${entry.method} ${path}`
    let result = ''
    if (entry.status === 200 && call === 'POST /v1/permissions') {
      const { permissions } = entry.request_body as Schemas['PermissionsRequest']
      const { url, accepted } = (entry.response_body as Schemas['PermissionsResponse']).permissions_request
      if (url !== undefined) for (const { calendar_id } of permissions) requestedIds.add(calendar_id)
      if (url !== undefined) result = ' url'
      if (accepted === true) result = ' accepted'
    }
    if (entry.status === 200 && call === 'GET /v1/calendars') {
      const { calendars } = entry.response_body as Schemas['CalendarList']
      const isGranted = (calendar: Schemas['Calendar']) =>
        requestedIds.has(calendar.calendar_id) && calendar.permission_level === 'unrestricted'
      if (calendars.some(isGranted)) result = ' granted'
    }
    return `${call} ${entry.status}${result}`
  })
}

/** The worker's log, a line for each request. Behind the status stands the outcome, or the code of the problem. */
export function readLog(output: string): string[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => {
      const { method, route, status, outcome, error } = JSON.parse(line) as Record<string, string | number | undefined>
      return [method, route, status, outcome ?? error].filter((part) => part !== undefined).join(' ')
    })
}

/** Those of `traces` that are not among `seen`. One that is there twice has to be seen twice. */
export function findMissingTraces(traces: readonly string[], seen: readonly string[]): string[] {
  const remaining = [...seen]
  return traces.filter((trace) => {
    const index = remaining.indexOf(trace)
    if (index !== -1) remaining.splice(index, 1)
    return index === -1
  })
}
