/**
 * Prints the progress of a run.
 *
 * @module
 */

const PRINT_INTERVAL_MS = 5000

/** Prints every few seconds the number of finished flows, their rate, and the remaining time. */
export function createProgress(flows: number): { done(): void; end(): void } {
  const startedMs = performance.now()
  let finished = 0
  const print = () => {
    const seconds = (performance.now() - startedMs) / 1000
    const rate = finished / seconds
    const secondsLeft = rate > 0 ? Math.ceil((flows - finished) / rate) : '?'
    console.log(`${finished} of ${flows} flows, ${rate.toFixed(1)} a second, ${secondsLeft} s left`)
  }
  const timer = setInterval(print, PRINT_INTERVAL_MS)
  return {
    done() {
      finished += 1
    },
    end() {
      clearInterval(timer)
      print()
    },
  }
}
