/** A clock that tests move: `now` and `wait` for a client. */
export interface Clock {
  now: () => number
  wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** What was waited for between tries and reads, in milliseconds. */
  readonly waits: number[]
  advance: (ms: number) => void
  /** From now on every time limit, or every one up to so many milliseconds, runs out at once. */
  expireTimeouts: (upToMs?: number) => void
}

/** Longer waits than this are limits of a call; shorter ones are pauses, which pass at once. */
const MAX_PAUSE_MS = 2000

export function createClock(startMs: number = Date.UTC(2026, 0, 1)): Clock {
  let nowMs = startMs
  let expireUpToMs = 0
  const waits: number[] = []
  return {
    now: () => nowMs,
    waits,
    advance: (ms) => {
      nowMs += ms
    },
    expireTimeouts: (upToMs = Number.POSITIVE_INFINITY) => {
      expireUpToMs = upToMs
    },
    wait: (ms, signal) => {
      if (signal?.aborted) return Promise.reject(signal.reason)
      if (ms <= MAX_PAUSE_MS) waits.push(ms)
      else if (ms > expireUpToMs) {
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
      }
      nowMs += ms
      return Promise.resolve()
    },
  }
}
