/** Time for many flows at once. */
export interface SharedTime {
  readonly now: () => number
  /** For a client. A pause takes its time. A limit of a call never passes, because what responds here responds at once. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly pause: (ms: number) => Promise<void>
  /** Says that a flow has ended, so that the others do not wait for it. */
  readonly endFlow: () => void
}

/** A client pauses for less than this, and limits a call to more. */
const LONGEST_PAUSE_MS = 2000

/**
 * Creates a time that passes only while every flow pauses that has not ended. Therefore it does not depend on how fast the
 * machine is.
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
