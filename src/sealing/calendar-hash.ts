/**
 * A seal contains 32 bits of a hash instead of each calendar ID, because a return URL with 250 IDs would be longer than
 * servers accept. Each request draws its own key for the hash.
 *
 * @module
 */
import { SIPHASH_KEY_BYTES, sipHash32 } from './siphash.ts'

/** Hashes calendar IDs under one key, each ID once. */
export interface CalendarHash {
  readonly key: Uint8Array
  digestOf(calendarId: string): number
}

/** The longest list that the client reads has about 47,000 IDs. There, one draw in four has a collision. */
const MAX_DRAWS = 100

/** Creates the hash for a key that was sealed. */
export function createCalendarHash(key: Uint8Array): CalendarHash {
  const encoder = new TextEncoder()
  const digests = new Map<string, number>()
  return {
    key,
    digestOf(calendarId) {
      const known = digests.get(calendarId)
      if (known !== undefined) return known
      const digest = sipHash32(key, encoder.encode(calendarId))
      digests.set(calendarId, digest)
      return digest
    },
  }
}

/** Draws a key under which no two of these calendars have the same digest. */
export function drawCalendarHash(calendarIds: Iterable<string>): CalendarHash {
  const distinctIds = new Set(calendarIds)
  let hash: CalendarHash
  let draws = 0
  do {
    hash = createCalendarHash(crypto.getRandomValues(new Uint8Array(SIPHASH_KEY_BYTES)))
    draws++
  } while (new Set([...distinctIds].map(hash.digestOf)).size < distinctIds.size && draws < MAX_DRAWS)
  // If a collision remains, both calendars count as not granted.
  return hash
}
