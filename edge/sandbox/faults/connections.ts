/**
 * What faults do to the connection that a request came over: keep it waiting, or cut it.
 *
 * @module
 */

/**
 * The connection is cut. `fetch` rejects with it, or the body of an answer ends with it; a TypeError, as the Fetch
 * standard has it for a network that fails. Whoever serves the sandbox on a socket cuts the socket then (`node.ts`).
 */
export class ConnectionCut extends TypeError {
  override readonly name: string = 'ConnectionCut'

  constructor() {
    super('Cannot answer: a fault of the sandbox cut the connection')
  }
}

/** The connections of one sandbox. */
export interface Connections {
  /**
   * Waits. Resolves to true when `ms` milliseconds have passed, and to false as soon as `signal` aborts or the sandbox is
   * put back. Without `ms` only these end it, and no timer keeps the process alive.
   */
  wait(ms: number | undefined, signal: AbortSignal): Promise<boolean>
  /** Cuts the connection of a request. The answer is for the journal: nobody else gets it. */
  cut(request: Request): Response
  /** Whether the connection of a request was cut before an answer. */
  isCut(request: Request): boolean
  /** Ends everything that waits, now and later. */
  end(): void
}

/** On an answer whose body a fault may cut. */
const CUTTABLE = Symbol('cuttable')

/** Marks an answer whose body a fault may cut: whoever serves it has to watch it. */
export function markCuttable(answer: Response): Response {
  return Object.defineProperty(answer, CUTTABLE, { value: true })
}

/** Whether a fault may cut the body of this answer. */
export function isCuttable(answer: Response): boolean {
  return CUTTABLE in answer
}

/** Starts with no connection. */
export function createConnections(): Connections {
  const cuts = new WeakSet<Request>()
  const waiting = new Set<() => void>()
  let ended = false
  return {
    wait: (ms, signal) =>
      new Promise((resolve) => {
        function finish(passed: boolean): void {
          clearTimeout(timer)
          signal.removeEventListener('abort', stop)
          waiting.delete(stop)
          resolve(passed)
        }
        const stop = () => finish(false)
        const timer = ms === undefined ? undefined : setTimeout(() => finish(true), ms)
        signal.addEventListener('abort', stop)
        waiting.add(stop)
        if (ended || signal.aborted) stop()
      }),
    cut(request) {
      cuts.add(request)
      return new Response(null, { status: 500 })
    },
    isCut: (request) => cuts.has(request),
    end() {
      ended = true
      for (const stop of [...waiting]) stop()
    },
  }
}
