/**
 * Holding the worker's word against the books. Pure.
 *
 * @module
 */
import type { JournalEntry } from '../../edge/sandbox/index.ts'
import type { SandboxSnapshot } from './sandbox-control.ts'
import type { GrantedById, StepResult } from './step-result.ts'

/** What is wrong with a word: a grant too many, or one that was seen and kept back. */
export interface GrantErrors {
  readonly falseGrants: readonly string[]
  readonly missedGrants: readonly string[]
}

/** What is known of a step. */
export interface Evidence {
  /** The ids that were asked for. */
  readonly requestedIds: readonly string[]
  /** The books before the step. */
  readonly before: SandboxSnapshot['calendars']
  /** The books right after its answer, and what was asked of the provider within it. */
  readonly after: SandboxSnapshot
}

const UNRESTRICTED = 'unrestricted'

/** Judges what a step said: its word on the whole, and on each calendar where there is one. */
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
    falseGrants.push(`granted, but the books have not ${formatIds(requestedIds.filter((id) => !isGranted(id)))}`)
  }
  if (status === 'partial' && !requestedIds.some(isGranted)) falseGrants.push('partial, but the books have none')
  if (
    requestedIds.length > 0 &&
    seenRequested.length === requestedIds.length &&
    status !== 'granted' &&
    result.kind !== 'redirect'
  ) {
    missedGrants.push(`${describeResult(result)}, but a read had all of ${formatIds(requestedIds)}`)
  } else if (seenRequested.length > 0 && result.kind !== 'redirect' && status !== 'granted' && status !== 'partial') {
    missedGrants.push(`${describeResult(result)}, but a read had ${formatIds(seenRequested)}`)
  }
  return { falseGrants, missedGrants }
}

function checkEachCalendar(calendars: GrantedById, { requestedIds, before, after }: Evidence): GrantErrors {
  const seen = grantsSeenInReads(after.journal, before, true)
  const claimed = [...calendars].filter(([, granted]) => granted).map(([id]) => id)
  return {
    falseGrants: claimed
      .filter((id) => after.calendars[id] !== UNRESTRICTED)
      .map((id) => `${id} is said to be granted, but the books have it not`),
    missedGrants: requestedIds
      .filter((id) => seen.has(id) && calendars.get(id) !== true)
      .map((id) => `${id} is not said to be granted, but a read had it`),
  }
}

/** Slow or mislabelled, and right all the same: what the books had before the step, such a read has seen. */
const HARMLESS_FAULTS: readonly (string | undefined)[] = ['slow_headers', 'slow_body', 'content_type']

/**
 * The calendars that a successful read of this step saw as unrestricted. An outcome rests on a read, and whichever it was saw
 * what the books had before the step; an error may be due to reads of which none was any good, so there only those count that
 * surely were.
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
