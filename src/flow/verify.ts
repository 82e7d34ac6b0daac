/**
 * Verifies what was granted. The return redirect proves nothing, and neither does `accepted: true`. Only Cronofy's list
 * of calendars counts.
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
import type { PermissionLevel } from '../permission-level.ts'
import { type CalendarHash, createCalendarHash } from '../sealing/calendar-hash.ts'
import type { PermissionRequest } from '../sealing/permission-request.ts'
import type { FlowCallOptions } from './events.ts'
import { determineOutcome, hasPermissionLevel, type Outcome } from './outcome.ts'

/**
 * When to read the calendars, in milliseconds from the start. Reading stops when everything requested is granted. Cronofy does not
 * document how soon a grant shows, so the schedule is a guess.
 */
const POLL_SCHEDULE_MS = [0, 250, 750] as const

const READ_OPERATION = 'GET /v1/calendars'

/** What to verify, and how often to read. */
export interface VerifyOptions {
  client: Client
  account: Account
  request: PermissionRequest
  /** Whether the user returned with `error=access_denied`. Then one read is enough. */
  denied?: boolean | undefined
  /** How many reads at most. @default 3, or 1 if `denied` */
  maxReads?: 1 | 3 | undefined
  callOptions: FlowCallOptions
}

/** An outcome, and the list of calendars that it was determined from. */
export interface Verified {
  readonly outcome: Outcome
  readonly calendars: readonly CronofyCalendar[]
}

/**
 * Reads the calendars until everything requested is granted, at most three times.
 *
 * If a later read fails, the outcome is that of the last successful read. `verifiedAt` says when that was.
 *
 * @throws {ProviderError} if no read succeeded
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
  const hash = createCalendarHash(request.hashKey)
  let verified: Verified | undefined
  for (const offsetMs of POLL_SCHEDULE_MS.slice(0, maxReads ?? (denied ? 1 : 3))) {
    try {
      const delayMs = startedMs + offsetMs - now()
      if (delayMs > 0) await waitOrAbort(wait, delayMs, callOptions.signal, { operation: READ_OPERATION, dataCenter })
      const calendars = await client.listCalendars(account, callOptions)
      verified = { outcome: toOutcome(client, request, calendars, { denied, hash }), calendars }
    } catch (error) {
      if (verified === undefined || !(error instanceof ProviderError) || error.code === 'aborted') throw error
      break
    }
    if (verified.outcome.status === 'granted') break
  }
  if (verified === undefined) throw new TypeError('Cannot verify the request: the poll schedule is empty.')
  return verified
}

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

/** Determines the outcome of `request` from a list of calendars. */
export function toOutcome(
  client: Client,
  request: PermissionRequest,
  listedCalendars: readonly CronofyCalendar[],
  { denied, hash }: { denied: boolean; hash: CalendarHash },
): Outcome {
  const { requestId, dataCenter, subject, returnTo, permissionLevel } = request
  const verifiedAt = new Date(internalsOf(client).now()).toISOString()
  const calendarsByDigest = indexByDigest(listedCalendars, hash, permissionLevel)
  const { status, calendars, missingCount } = determineOutcome(request, calendarsByDigest, denied)
  return { status, requestId, dataCenter, subject, returnTo, calendars, missingCount, verifiedAt }
}

/**
 * Indexes the calendars by their digests. If Cronofy lists a calendar twice, the entry without the level counts. If two
 * calendars have one digest, neither counts.
 */
function indexByDigest(
  listedCalendars: readonly CronofyCalendar[],
  hash: CalendarHash,
  permissionLevel: PermissionLevel,
): Map<number, CronofyCalendar> {
  const calendarsByDigest = new Map<number, CronofyCalendar>()
  const ambiguousDigests = new Set<number>()
  for (const calendar of listedCalendars) {
    const digest = hash.digestOf(calendar.calendar_id)
    const existing = calendarsByDigest.get(digest)
    if (existing !== undefined && existing.calendar_id !== calendar.calendar_id) ambiguousDigests.add(digest)
    if (existing === undefined || hasPermissionLevel(existing, permissionLevel)) calendarsByDigest.set(digest, calendar)
  }
  for (const digest of ambiguousDigests) calendarsByDigest.delete(digest)
  return calendarsByDigest
}
