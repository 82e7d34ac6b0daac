/**
 * Reads what was really granted. The return redirect carries no proof, and `accepted: true` is only a word: the
 * provider's list of calendars decides.
 *
 * @module
 */
import type { Account } from '../account.ts'
import { emit } from '../client/events.ts'
import { internalsOf } from '../client/internals.ts'
import type { CronofyCalendar } from '../client/response-parsers.ts'
import { waitOrAbort } from '../client/retry.ts'
import type { Client } from '../client/types.ts'
import { ProviderError } from '../errors.ts'
import { calendarDigest, type PermissionRequest } from '../sealing/permission-request.ts'
import type { FlowCallOptions } from './events.ts'
import { determineOutcome, isUnrestricted, type Outcome } from './outcome.ts'

/**
 * When the calendars are read, in milliseconds from the start, until all that was asked for is granted. How soon a
 * grant shows is not documented (a guess).
 */
const POLL_SCHEDULE_MS = [0, 250, 750] as const

const READ_OPERATION = 'GET /v1/calendars'

/** What to verify, and how patiently. */
export interface VerifyOptions {
  client: Client
  account: Account
  request: PermissionRequest
  /** Whether the user came back with `error=access_denied`; then one read is enough. */
  denied?: boolean | undefined
  /** How often to read at most. @default 3, or 1 where `denied` */
  maxReads?: 1 | 3 | undefined
  callOptions: FlowCallOptions
}

/** An outcome, and the list of calendars that it was determined from. */
export interface Verified {
  readonly outcome: Outcome
  readonly calendars: readonly CronofyCalendar[]
}

/**
 * Reads the calendars until all that was asked for is granted, three times at most.
 *
 * A read that fails after one that succeeded takes nothing back: the outcome is as of the last that succeeded, and
 * `verifiedAt` says when that was.
 *
 * @returns The outcome, and the calendars that it was determined from.
 * @throws {ProviderError} where no read succeeded
 */
export async function verifyOutcome({
  client,
  account,
  request,
  denied = false,
  maxReads,
  callOptions,
}: VerifyOptions): Promise<Verified> {
  const { dataCenter } = account
  const { now, wait } = internalsOf(client)
  const startedMs = now()
  let verified: Verified | undefined
  for (const offsetMs of POLL_SCHEDULE_MS.slice(0, maxReads ?? (denied ? 1 : 3))) {
    try {
      const delayMs = startedMs + offsetMs - now()
      if (delayMs > 0) await waitOrAbort(wait, delayMs, callOptions.signal, { operation: READ_OPERATION, dataCenter })
      const calendars = await client.listCalendars(account, callOptions)
      verified = { outcome: await toOutcome(client, request, calendars, denied), calendars }
    } catch (error) {
      if (verified === undefined || !(error instanceof ProviderError) || error.code === 'aborted') throw error
      break
    }
    if (verified.outcome.status === 'granted') break
  }
  if (verified === undefined) throw new TypeError('Cannot verify: no read was made')
  return verified
}

/** Tells the `onEvent` hook of an outcome. */
export function emitOutcome({ onEvent }: FlowCallOptions, outcome: Outcome): void {
  const { requestId, dataCenter, status, calendars, missingCount } = outcome
  emit(onEvent, {
    type: 'outcome_verified',
    requestId,
    dataCenter,
    status,
    grantedCount: calendars.filter((calendar) => calendar.granted).length,
    calendarCount: calendars.length + missingCount,
    missingCount,
  })
}

/** The outcome of `request`, as of a list of calendars. */
export async function toOutcome(
  client: Client,
  request: PermissionRequest,
  listedCalendars: readonly CronofyCalendar[],
  denied: boolean,
): Promise<Outcome> {
  const { requestId, dataCenter, subject, returnTo } = request
  const verifiedAt = new Date(internalsOf(client).now()).toISOString()
  const { status, calendars, missingCount } = determineOutcome(
    request.calendars,
    await indexByDigest(listedCalendars),
    denied,
  )
  return { status, requestId, dataCenter, subject, returnTo, calendars, missingCount, verifiedAt }
}

/** Should the provider list a calendar twice, the entry that grants less counts. */
async function indexByDigest(listedCalendars: readonly CronofyCalendar[]): Promise<Map<string, CronofyCalendar>> {
  const calendarsByDigest = new Map<string, CronofyCalendar>()
  // At once: each by itself would be a turn of the event loop, which takes longer than the digest.
  const entries = await Promise.all(
    listedCalendars.map(async (calendar) => [await calendarDigest(calendar.calendar_id), calendar] as const),
  )
  for (const [digest, calendar] of entries) {
    const existing = calendarsByDigest.get(digest)
    if (existing === undefined || isUnrestricted(existing)) calendarsByDigest.set(digest, calendar)
  }
  return calendarsByDigest
}
