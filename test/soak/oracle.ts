/**
 * Compares the worker's results with the emulator's state. Pure functions.
 *
 * @module
 */
import type { JournalEntry } from '../../edge/sandbox/index.ts'
import type { SandboxSnapshot } from './sandbox-control.ts'
import type { GrantedById, StepResult } from './step-result.ts'

/** The errors in a result: grants that do not exist, and grants that the worker read but did not report. */
export interface GrantErrors {
  readonly falseGrants: readonly string[]
  readonly missedGrants: readonly string[]
}

/** The facts about a step. */
export interface Evidence {
  /** The IDs of the requested calendars. */
  readonly requestedIds: readonly string[]
  /** The emulator's state before the step. */
  readonly before: SandboxSnapshot['calendars']
  /** The emulator's state directly after the response, and the calls to Cronofy during the step. */
  readonly after: SandboxSnapshot
}

const UNRESTRICTED = 'unrestricted'

/** Checks the result of a step: its status, and its calendars if it has any. */
export function checkResult(result: StepResult, evidence: Evidence): GrantErrors {
  const overall = result.kind === 'read' ? { falseGrants: [], missedGrants: [] } : checkOverallResult(result, evidence)
  if ((result.kind !== 'outcome' && result.kind !== 'read') || result.calendars === undefined) return overall
  const each = checkEachCalendar(result.calendars, evidence)
  return {
    falseGrants: [...overall.falseGrants, ...each.falseGrants],
    missedGrants: [...overall.missedGrants, ...each.missedGrants],
  }
}

function checkOverallResult(
  result: Exclude<StepResult, { kind: 'read' }>,
  { requestedIds, before, after }: Evidence,
): GrantErrors {
  const isGranted = (id: string) => after.calendars[id] === UNRESTRICTED
  const seen = grantsSeenInReads(after.journal, before, result.kind === 'outcome')
  const seenRequested = requestedIds.filter((id) => seen.has(id))
  const status = result.kind === 'outcome' ? result.status : undefined
  const falseGrants: string[] = []
  const missedGrants: string[] = []
  if (status === 'granted' && (requestedIds.length === 0 || !requestedIds.every(isGranted))) {
    falseGrants.push(
      `granted, but the emulator has no grant of ${formatIds(requestedIds.filter((id) => !isGranted(id)))}`,
    )
  }
  if (status === 'partial' && !requestedIds.some(isGranted)) falseGrants.push('partial, but the emulator has no grant')
  if (
    requestedIds.length > 0 &&
    seenRequested.length === requestedIds.length &&
    status !== 'granted' &&
    result.kind !== 'redirect'
  ) {
    missedGrants.push(`${describeResult(result)}, but a read showed grants of all: ${formatIds(requestedIds)}`)
  } else if (seenRequested.length > 0 && result.kind !== 'redirect' && status !== 'granted' && status !== 'partial') {
    missedGrants.push(`${describeResult(result)}, but a read showed grants of ${formatIds(seenRequested)}`)
  }
  return { falseGrants, missedGrants }
}

function checkEachCalendar(calendars: GrantedById, { requestedIds, before, after }: Evidence): GrantErrors {
  const seen = grantsSeenInReads(after.journal, before, true)
  const claimed = [...calendars].filter(([, granted]) => granted).map(([id]) => id)
  return {
    falseGrants: claimed
      .filter((id) => after.calendars[id] !== UNRESTRICTED)
      .map((id) => `${id} is reported as granted, but the emulator has no grant`),
    missedGrants: requestedIds
      .filter((id) => seen.has(id) && calendars.get(id) !== true)
      .map((id) => `${id} is not reported as granted, but a read showed the grant`),
  }
}

/** Faults that change only the timing or the content type of a read. Such a read still shows the state before the step. */
const HARMLESS_FAULTS: readonly (string | undefined)[] = ['slow_headers', 'slow_body', 'content_type']

/**
 * Returns the calendars that a successful read of this step showed as unrestricted. An outcome depends on a successful read, and
 * every read showed at least the grants from before the step. After an error, all reads may have failed, so only reads that
 * certainly succeeded count.
 */
function grantsSeenInReads(
  entries: readonly JournalEntry[],
  before: SandboxSnapshot['calendars'],
  readSucceeded: boolean,
): Set<string> {
  const grantedBefore = Object.entries(before).filter(([, level]) => level === UNRESTRICTED)
  const seen = new Set(readSucceeded ? grantedBefore.map(([id]) => id) : [])
  for (const { method, path, status, fault, response_body: body } of entries) {
    if (method !== 'GET' || !path.endsWith('/v1/calendars') || status !== 200) continue
    const levels =
      fault === undefined ? readLevels(body) : HARMLESS_FAULTS.includes(fault) ? Object.entries(before) : []
    for (const [id, level] of levels) if (level === UNRESTRICTED) seen.add(id)
  }
  return seen
}

function readLevels(body: unknown): (readonly [string, unknown])[] {
  if (typeof body !== 'object' || body === null || !('calendars' in body) || !Array.isArray(body.calendars)) return []
  return body.calendars.map((calendar: { calendar_id: string; permission_level: unknown }) => [
    calendar.calendar_id,
    calendar.permission_level,
  ])
}

function describeResult(result: StepResult): string {
  return result.kind === 'outcome' ? result.status : result.kind === 'error' ? result.code : result.kind
}

function formatIds(ids: readonly string[]): string {
  return ids.length === 0 ? 'anything' : ids.join(', ')
}
