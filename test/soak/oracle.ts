/**
 * Holding the worker's word against the books. Pure.
 *
 * @module
 */
import type { JournalEntry } from '../../edge/sandbox/index.ts'
import type { Look } from './sandbox-control.ts'
import type { Granted, Word } from './step-result.ts'

/** What is wrong with a word: a grant too many, or one that was seen and kept back. */
export interface Verdict {
  readonly falseGrants: readonly string[]
  readonly missedGrants: readonly string[]
}

/** What is known of a step. */
export interface Evidence {
  /** The ids that were asked for. */
  readonly asked: readonly string[]
  /** The books before the step. */
  readonly before: Look['calendars']
  /** The books right after its answer, and what was asked of the provider within it. */
  readonly after: Look
}

const UNRESTRICTED = 'unrestricted'

/** Judges what a step said: its word on the whole, and on each calendar where there is one. */
export function judgeWord(word: Word, evidence: Evidence): Verdict {
  const whole = word.kind === 'read' ? { falseGrants: [], missedGrants: [] } : judgeWhole(word, evidence)
  if ((word.kind !== 'outcome' && word.kind !== 'read') || word.calendars === undefined) return whole
  const each = judgeEach(word.calendars, evidence)
  return {
    falseGrants: [...whole.falseGrants, ...each.falseGrants],
    missedGrants: [...whole.missedGrants, ...each.missedGrants],
  }
}

function judgeWhole(word: Exclude<Word, { kind: 'read' }>, { asked, before, after }: Evidence): Verdict {
  const isGranted = (id: string) => after.calendars[id] === UNRESTRICTED
  const seen = grantsSeen(after.entries, before, word.kind === 'outcome')
  const seenAsked = asked.filter((id) => seen.has(id))
  const status = word.kind === 'outcome' ? word.status : undefined
  const falseGrants: string[] = []
  const missedGrants: string[] = []
  if (status === 'granted' && (asked.length === 0 || !asked.every(isGranted))) {
    falseGrants.push(`granted, but the books have not ${list(asked.filter((id) => !isGranted(id)))}`)
  }
  if (status === 'partial' && !asked.some(isGranted)) falseGrants.push('partial, but the books have none')
  if (asked.length > 0 && seenAsked.length === asked.length && status !== 'granted' && word.kind !== 'sent') {
    missedGrants.push(`${describe(word)}, but a read had all of ${list(asked)}`)
  } else if (seenAsked.length > 0 && word.kind !== 'sent' && status !== 'granted' && status !== 'partial') {
    missedGrants.push(`${describe(word)}, but a read had ${list(seenAsked)}`)
  }
  return { falseGrants, missedGrants }
}

function judgeEach(calendars: Granted, { asked, before, after }: Evidence): Verdict {
  const seen = grantsSeen(after.entries, before, true)
  const said = [...calendars].filter(([, granted]) => granted).map(([id]) => id)
  return {
    falseGrants: said
      .filter((id) => after.calendars[id] !== UNRESTRICTED)
      .map((id) => `${id} is said to be granted, but the books have it not`),
    missedGrants: asked
      .filter((id) => seen.has(id) && calendars.get(id) !== true)
      .map((id) => `${id} is not said to be granted, but a read had it`),
  }
}

/** Slow or mislabelled, and right all the same: what the books had before the step, such a read has seen. */
const RIGHT: readonly (string | undefined)[] = ['slow_headers', 'slow_body', 'content_type']

/**
 * The calendars that a successful read of this step saw as unrestricted. An outcome rests on a read, and whichever it was saw
 * what the books had before the step; an error may be due to reads of which none was any good, so there only those count that
 * surely were.
 */
function grantsSeen(entries: readonly JournalEntry[], before: Look['calendars'], readSucceeded: boolean): Set<string> {
  const had = Object.entries(before).filter(([, level]) => level === UNRESTRICTED)
  const seen = new Set(readSucceeded ? had.map(([id]) => id) : [])
  for (const { method, path, status, fault, response_body: body } of entries) {
    if (method !== 'GET' || !path.endsWith('/v1/calendars') || status !== 200) continue
    const levels = fault === undefined ? levelsOf(body) : RIGHT.includes(fault) ? Object.entries(before) : []
    for (const [id, level] of levels) if (level === UNRESTRICTED) seen.add(id)
  }
  return seen
}

function levelsOf(body: unknown): (readonly [string, unknown])[] {
  if (typeof body !== 'object' || body === null || !('calendars' in body) || !Array.isArray(body.calendars)) return []
  return body.calendars.map((one: { calendar_id: string; permission_level: unknown }) => [
    one.calendar_id,
    one.permission_level,
  ])
}

function describe(word: Word): string {
  return word.kind === 'outcome' ? word.status : word.kind === 'error' ? word.code : word.kind
}

function list(ids: readonly string[]): string {
  return ids.length === 0 ? 'anything' : ids.join(', ')
}
