/** A simulated clock for many flows at the same time. */
export interface SharedTime {
  readonly now: () => number
  /** For a client. A pause advances the clock. The timeout of a call never expires, because every response here is immediate. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly pause: (ms: number) => Promise<void>
  /** Marks a flow as ended, so that the other flows do not wait for it. */
  readonly endFlow: () => void
}

/** A client's pauses are shorter than this, and its timeouts are longer. */
const LONGEST_PAUSE_MS = 2000

/**
 * Creates a clock that advances only while all running flows pause. Therefore it does not depend on the speed of the machine.
 */
export function createSharedTime(flows: number): SharedTime {
  let nowMs = Date.UTC(2026, 0, 1)
  let running = flows
  const pauses = new Set<{ readonly untilMs: number; readonly end: () => void }>()

  function passIfAllPause(): void {
    if (pauses.size < running) return
    const [next] = [...pauses].sort((a, b) => a.untilMs - b.untilMs)
    if (next === undefined) return
    pauses.delete(next)
    nowMs = next.untilMs
    next.end()
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      pauses.add({ untilMs: nowMs + ms, end: resolve })
      passIfAllPause()
    })
  }

  return {
    now: () => nowMs,
    pause,
    wait: (ms, signal) =>
      ms <= LONGEST_PAUSE_MS
        ? pause(ms)
        : new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    endFlow: () => {
      running -= 1
      passIfAllPause()
    },
  }
}
