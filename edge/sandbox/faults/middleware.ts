/**
 * Letting faults strike: around the answer to a call, and within what it does.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import { toBody } from './bodies.ts'
import { type Connections, markCuttable } from './connections.ts'
import { FAULTS, type StruckCall } from './definitions.ts'
import type { Struck } from './env.ts'
import type { Aim, Faults } from './registry.ts'
import type { FaultEntryOf, FaultName, FaultRoute } from './types.ts'

/** Asks whether a fault changes what is about to be done, and answers its entry where it does. */
export type StrikeEffect = <Name extends FaultName>(fault: Name) => FaultEntryOf<Name> | undefined

/** Middleware around an operation, outside of what holds its answers: a faulty answer is meant to break the description. */
export function strikeAnswers(faults: Faults, connections: Connections, aim: Aim): MiddlewareHandler<Struck> {
  return async (c, next) => {
    const entry = faults.strikeAnswer(aim)
    if (entry === undefined) return next()
    c.set('struck', { fault: entry.fault })
    const answer = await answerWith(entry, toCall(c, connections, aim.route, next))
    // Assigning to a `res` that is set would keep the headers of the old one.
    c.res = undefined
    c.res = markCuttable(answer)
    return undefined
  }
}

/** As much of the context of a call as is needed here, whatever else is in its variables. */
interface StrikableContext {
  get(key: 'struck'): Struck['Variables']['struck']
  set(key: 'struck', value: Struck['Variables']['struck']): void
}

/** Within a call: a call is struck once, so one whose answer is faulty does what it should. */
export function strikesWithin(c: StrikableContext, faults: Faults, aim: Aim): StrikeEffect {
  return (fault) => {
    if (c.get('struck') !== undefined) return undefined
    const entry = faults.strikeEffect(aim, fault)
    if (entry !== undefined) c.set('struck', { fault })
    return entry
  }
}

async function answerWith<Name extends FaultName>(entry: FaultEntryOf<Name>, call: StruckCall): Promise<Response> {
  const { answer } = FAULTS[entry.fault]
  if (answer === undefined) throw new TypeError(`Cannot answer with fault "${entry.fault}": it does not change answers`)
  return answer(call, entry)
}

function toCall(
  c: Context<Struck>,
  connections: Connections,
  route: FaultRoute,
  next: () => Promise<void>,
): StruckCall {
  const { raw } = c.req
  function setAnswer(answer: 'streamed' | 'cut'): void {
    const struck = c.get('struck')
    if (struck !== undefined) c.set('struck', { ...struck, answer })
  }
  return {
    route,
    async proceed() {
      await next()
      return c.res
    },
    wait: (ms) => connections.wait(ms, raw.signal),
    cut() {
      setAnswer('cut')
      return connections.cut(raw)
    },
    stream(make) {
      setAnswer('streamed')
      const unread = new AbortController()
      const signal = AbortSignal.any([raw.signal, unread.signal])
      return toBody(
        make((ms) => connections.wait(ms, signal)),
        () => unread.abort(),
      )
    },
  }
}
