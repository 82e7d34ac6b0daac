/** The emulator's clock. It runs like a real one. Tests can advance it, or set it to the time of a snapshot. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Advances the clock. Only a reset or `set` reverts this. */
  advance(seconds: number): void
  /** Sets the time in milliseconds since 1970. The clock continues from there. */
  set(timeMs: number): void
}

/** The last time that RFC 3339 can express: the end of 9999. */
export const MAX_TIME_MS = 253_402_300_799_999

/** Creates a clock that runs like `now` (milliseconds since 1970). */
export function createClock(now: () => number): Clock {
  let offsetMs = 0
  return {
    // A snapshot can store whole milliseconds only.
    now: () => Math.trunc(now() + offsetMs),
    advance: (seconds) => {
      offsetMs += seconds * 1000
    },
    set: (timeMs) => {
      offsetMs = timeMs - now()
    },
  }
}

/** A time in milliseconds since 1970 as RFC 3339. */
export function toTimestamp(timeMs: number): string {
  return new Date(timeMs).toISOString()
}
