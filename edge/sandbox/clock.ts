/**
 * The sandbox's clock: a real one that tests can push forward.
 *
 * @module
 */

/** Everything that expires in the sandbox does so by this clock. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Pushes the clock forward for good; it never goes back, only a reset ends it. */
  advance(seconds: number): void
}

/** Starts a clock that runs like `now` (milliseconds since 1970). */
export function createClock(now: () => number): Clock {
  let aheadMs = 0
  return {
    now: () => now() + aheadMs,
    advance: (seconds) => {
      aheadMs += seconds * 1000
    },
  }
}

/** A time in milliseconds since 1970 as RFC 3339 writes it. */
export function toTimestamp(timeMs: number): string {
  return new Date(timeMs).toISOString()
}
