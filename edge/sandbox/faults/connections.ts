/**
 * The connection was reset. `fetch` rejects with it, or the body of a response ends with it. It is a TypeError, as the
 * Fetch standard requires for a network error. `node.ts` also destroys the socket.
 */
export class ConnectionReset extends TypeError {
  override readonly name: string = 'ConnectionReset'

  constructor() {
    super('Cannot respond: an injected fault reset the connection.')
  }
}

export interface Connections {
  /**
   * Waits for `ms` milliseconds and resolves to true. Resolves to false as soon as `signal` aborts or the emulator is
   * reset. Without `ms` it only waits for these, and no timer keeps the process alive.
   */
  wait(ms: number | undefined, signal: AbortSignal): Promise<boolean>
  /** Resets the connection of a request. Only the journal sees the returned response. */
  reset(request: Request): Response
  wasReset(request: Request): boolean
  /** Ends everything that waits, now and later. */
  closeAll(): void
}

const RESETTABLE = Symbol('resettable')

/** Marks a response whose body a fault may reset, so that a server can watch it. */
export function markResettable(response: Response): Response {
  return Object.defineProperty(response, RESETTABLE, { value: true })
}

export function isResettable(response: Response): boolean {
  return RESETTABLE in response
}

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
