/**
 * What faults do to the connection that a request came over: keep it waiting, or cut it.
 *
 * @module
 */

/**
 * The connection is cut. `fetch` rejects with it, or the body of an answer ends with it; a TypeError, as the Fetch
 * standard has it for a network that fails. Whoever serves the sandbox on a socket cuts the socket then (`node.ts`).
 */
export class ConnectionReset extends TypeError {
  override readonly name: string = 'ConnectionReset'

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
  reset(request: Request): Response
  /** Whether the connection of a request was cut before an answer. */
  wasReset(request: Request): boolean
  /** Ends everything that waits, now and later. */
  closeAll(): void
}

/** On an answer whose body a fault may cut. */
const RESETTABLE = Symbol('resettable')

/** Marks an answer whose body a fault may cut: whoever serves it has to watch it. */
export function markResettable(response: Response): Response {
  return Object.defineProperty(response, RESETTABLE, { value: true })
}

/** Whether a fault may cut the body of this answer. */
export function isResettable(response: Response): boolean {
  return RESETTABLE in response
}

/** Starts with no connection. */
export function createConnections(): Connections {
  const resetRequests = new WeakSet<Request>()
  const waiting = new Set<() => void>()
  let closed = false
  return {
    wait: (ms, signal) =>
      new Promise((resolve) => {
        function settle(passed: boolean): void {
          clearTimeout(timer)
          signal.removeEventListener('abort', stop)
          waiting.delete(stop)
          resolve(passed)
        }
        const stop = () => settle(false)
        const timer = ms === undefined ? undefined : setTimeout(() => settle(true), ms)
        signal.addEventListener('abort', stop)
        waiting.add(stop)
        if (closed || signal.aborted) stop()
      }),
    reset(request) {
      resetRequests.add(request)
      return new Response(null, { status: 500 })
    },
    wasReset: (request) => resetRequests.has(request),
    closeAll() {
      closed = true
      for (const stop of [...waiting]) stop()
    },
  }
}
