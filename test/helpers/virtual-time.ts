/** Time that passes only while everybody waits, and then at once. */
export interface VirtualTime {
  now: () => number
  wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Lets time pass until `work` is done. */
  runUntil: <Result>(work: Promise<Result>) => Promise<Result>
}

interface Timer {
  readonly atMs: number
  readonly wake: () => void
}

export function createVirtualTime(startMs: number = Date.UTC(2026, 0, 1)): VirtualTime {
  let nowMs = startMs
  const timers = new Set<Timer>()
  return {
    now: () => nowMs,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const timer = { atMs: nowMs + ms, wake: resolve }
        timers.add(timer)
        signal?.addEventListener('abort', () => {
          timers.delete(timer)
          reject(signal.reason)
        })
      }),
    async runUntil(work) {
      let isDone = false
      const end = () => {
        isDone = true
      }
      work.then(end, end)
      while (!isDone) {
        // Everything that can go on without time does so first.
        for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setTimeout(resolve))
        const [next] = [...timers].sort((a, b) => a.atMs - b.atMs)
        if (next === undefined) continue
        timers.delete(next)
        nowMs = next.atMs
        next.wake()
      }
      return work
    },
  }
}
