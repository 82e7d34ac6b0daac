/**
 * Letting faults strike: around the answer to a call, and within what it does.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import { toStream } from './bodies.ts'
import { type Connections, markResettable } from './connections.ts'
import { FAULT_DEFINITIONS, type FaultedCall } from './definitions.ts'
import type { FaultEnv } from './env.ts'
import type { FaultRegistry, ProviderCall } from './registry.ts'
import type { FaultEntryOf, FaultName, FaultRoute } from './types.ts'

/** Asks whether a fault changes what is about to be done, and answers its entry where it does. */
export type InjectEffect = <Name extends FaultName>(fault: Name) => FaultEntryOf<Name> | undefined

/** Middleware around an operation, outside of what holds its answers: a faulty answer is meant to break the description. */
export function injectResponseFaults(
  faults: FaultRegistry,
  connections: Connections,
  call: ProviderCall,
): MiddlewareHandler<FaultEnv> {
  return async (c, next) => {
    const entry = faults.takeResponseFault(call)
    if (entry === undefined) return next()
    c.set('injected', { fault: entry.fault })
    const response = await respondWith(entry, toFaultedCall(c, connections, call.route, next))
    // Assigning to a `res` that is set would keep the headers of the old one.
    c.res = undefined
    c.res = markResettable(response)
    return undefined
  }
}

/** As much of the context of a call as is needed here, whatever else is in its variables. */
interface FaultContext {
  get(key: 'injected'): FaultEnv['Variables']['injected']
  set(key: 'injected', value: FaultEnv['Variables']['injected']): void
}

/** Within a call: a call is struck once, so one whose answer is faulty does what it should. */
export function createEffectInjector(c: FaultContext, faults: FaultRegistry, call: ProviderCall): InjectEffect {
  return (fault) => {
    if (c.get('injected') !== undefined) return undefined
    const entry = faults.takeEffectFault(call, fault)
    if (entry !== undefined) c.set('injected', { fault })
    return entry
  }
}

async function respondWith<Name extends FaultName>(entry: FaultEntryOf<Name>, call: FaultedCall): Promise<Response> {
  const { respond } = FAULT_DEFINITIONS[entry.fault]
  if (respond === undefined)
    throw new TypeError(`Cannot answer with fault "${entry.fault}": it does not change answers`)
  return respond(call, entry)
}

function toFaultedCall(
  c: Context<FaultEnv>,
  connections: Connections,
  route: FaultRoute,
  next: () => Promise<void>,
): FaultedCall {
  const { raw } = c.req
  function setUnreadable(unreadable: 'streamed' | 'reset'): void {
    const injected = c.get('injected')
    if (injected !== undefined) c.set('injected', { ...injected, unreadable })
  }
  return {
    route,
    async proceed() {
      await next()
      return c.res
    },
    wait: (ms) => connections.wait(ms, raw.signal),
    reset() {
      setUnreadable('reset')
      return connections.reset(raw)
    },
    stream(make) {
      setUnreadable('streamed')
      const unread = new AbortController()
      const signal = AbortSignal.any([raw.signal, unread.signal])
      return toStream(
        make((ms) => connections.wait(ms, signal)),
        () => unread.abort(),
      )
    },
  }
}
