/**
 * The sandbox's clock: a real one that tests can push forward, and set to the time of a snapshot.
 *
 * @module
 */

/** Everything that expires in the sandbox does so by this clock. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Pushes the clock forward for good; only a reset or `set` takes that back. */
  advance(seconds: number): void
  /** Makes it this time now, in milliseconds since 1970; it runs on from there. */
  set(timeMs: number): void
}

/** The clock's end, 9999-12-31: what RFC 3339 can write. */
export const MAX_TIME_MS = 253_402_300_799_999

/** Starts a clock that runs like `now` (milliseconds since 1970). */
export function createClock(now: () => number): Clock {
  let offsetMs = 0
  return {
    // Whole milliseconds are what a snapshot can hold.
    now: () => Math.trunc(now() + offsetMs),
    advance: (seconds) => {
      offsetMs += seconds * 1000
    },
    set: (timeMs) => {
      offsetMs = timeMs - now()
    },
  }
}

/** A time in milliseconds since 1970 as RFC 3339 writes it. */
export function toTimestamp(timeMs: number): string {
  return new Date(timeMs).toISOString()
}
