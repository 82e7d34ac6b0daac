import type { Context, MiddlewareHandler } from 'hono'
import { toStream } from './bodies.ts'
import { type Connections, markResettable } from './connections.ts'
import { FAULT_DEFINITIONS, type FaultedCall } from './definitions.ts'
import type { FaultEnv } from './env.ts'
import type { FaultRegistry, ProviderCall } from './registry.ts'
import type { FaultEntryOf, FaultName, FaultRoute } from './types.ts'

/** Returns the entry of an injected fault that changes what the call is about to do, or undefined. */
export type InjectEffect = <Name extends FaultName>(fault: Name) => FaultEntryOf<Name> | undefined

/**
 * Injects faults into the responses of an operation. Apply it outside of the validation, because faulty responses break
 * the description.
 */
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
    // Assigning to a `res` that is set would keep the old headers.
    c.res = undefined
    c.res = markResettable(response)
    return undefined
  }
}

/** The part of a context that is needed here, whatever its other variables are. */
interface FaultContext {
  get(key: 'injected'): FaultEnv['Variables']['injected']
  set(key: 'injected', value: FaultEnv['Variables']['injected']): void
}

/**
 * Injects faults into what a call does. A fault hits a call once, so this returns undefined if the response is faulty
 * already.
 */
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
    throw new TypeError(`Cannot respond with fault "${entry.fault}": It does not change responses.`)
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
