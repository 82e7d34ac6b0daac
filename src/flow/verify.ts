/**
 * Reads what was really granted. The return redirect carries no proof, and `accepted: true` is only a word: the
 * provider's list of calendars decides.
 *
 * @module
 */
import type { Account } from '../account.ts'
import type { Client } from '../client/client.ts'
import { emit } from '../client/events.ts'
import type { Calendar } from '../client/response-parsers.ts'
import { waitOr } from '../client/retry.ts'
import { ProviderError } from '../errors.ts'
import { calendarKey, type PermissionRequest } from '../sealing/permission-request.ts'
import type { FlowCallOptions } from './events.ts'
import { determineOutcome, isUnrestricted, type Outcome } from './outcome.ts'

/**
 * When the calendars are read, in milliseconds from the start, until all that was asked for is granted. How soon a
 * grant shows is not documented (a guess).
 */
const READS_AT_MS = [0, 250, 750] as const

const READ = 'GET /v1/calendars'

/** What to verify, and how patiently. */
export interface Verification {
  client: Client
  account: Account
  request: PermissionRequest
  /** Whether the user came back with `error=access_denied`; then one read is enough. */
  denied?: boolean | undefined
  /** How often to read at most. @default 3, or 1 where `denied` */
  reads?: 1 | 3 | undefined
  call: FlowCallOptions
}

/**
 * Reads the calendars until all that was asked for is granted, three times at most.
 *
 * A read that fails after one that succeeded takes nothing back: the outcome is as of the last that succeeded, and
 * `verifiedAt` says when that was.
 *
 * @throws {ProviderError} where no read succeeded
 */
export async function verify({
  client,
  account,
  request,
  denied = false,
  reads,
  call,
}: Verification): Promise<Outcome> {
  const { dataCenter } = account
  const startedMs = client.now()
  let outcome: Outcome | undefined
  for (const atMs of READS_AT_MS.slice(0, reads ?? (denied ? 1 : 3))) {
    try {
      const pauseMs = startedMs + atMs - client.now()
      if (pauseMs > 0) await waitOr(client, pauseMs, call.signal, { operation: READ, dataCenter })
      outcome = await outcomeOf(client, request, await client.listCalendars(account, call), denied)
    } catch (error) {
      if (outcome === undefined || !(error instanceof ProviderError) || error.code === 'aborted') throw error
      break
    }
    if (outcome.status === 'granted') break
  }
  if (outcome === undefined) throw new TypeError('Cannot verify: no read was made')
  return outcome
}

/** Tells the `onEvent` hook of an outcome. */
export function emitOutcome({ onEvent }: FlowCallOptions, outcome: Outcome): void {
  const { requestId, dataCenter, status, calendars, missing } = outcome
  emit(onEvent, {
    type: 'outcome',
    requestId,
    dataCenter,
    status,
    granted: calendars.filter((calendar) => calendar.granted).length,
    calendars: calendars.length + missing,
    missing,
  })
}

/** The outcome of `request`, as of a list of calendars. */
export async function outcomeOf(
  { now }: Pick<Client, 'now'>,
  request: PermissionRequest,
  listed: readonly Calendar[],
  denied: boolean,
): Promise<Outcome> {
  const { requestId, dataCenter, subject, returnTo } = request
  const verifiedAt = new Date(now()).toISOString()
  const { status, calendars, missing } = determineOutcome(request.calendars, await byKey(listed), denied)
  return { status, requestId, dataCenter, subject, returnTo, calendars, missing, verifiedAt }
}

/** Should the provider list a calendar twice, the entry that grants less counts. */
async function byKey(listed: readonly Calendar[]): Promise<Map<string, Calendar>> {
  const calendars = new Map<string, Calendar>()
  // At once: each by itself would be a turn of the event loop, which takes longer than the digest.
  const keyed = await Promise.all(
    listed.map(async (calendar) => [await calendarKey(calendar.calendar_id), calendar] as const),
  )
  for (const [key, calendar] of keyed) {
    const known = calendars.get(key)
    if (known === undefined || isUnrestricted(known)) calendars.set(key, calendar)
  }
  return calendars
}
