/**
 * What was asked of the provider's routes and what was answered, without secrets.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import { mediaTypeOf, parseBody, readRawBody } from './body.ts'
import { type Clock, toTimestamp } from './clock.ts'
import type { FaultName } from './fault.ts'
import { maskText, maskValue } from './mask.ts'
import type { Struck } from './strike.ts'

/** One request and its answer. Secrets read `***`; headers are not kept, so neither is `Authorization`. */
export interface JournalEntry {
  /** When it was answered, by the sandbox's clock, as in RFC 3339. */
  readonly time: string
  readonly data_center: string
  readonly method: string
  /** With its query. */
  readonly path: string
  /** JSON or form as an object; null where there is none; else a note of what it was. */
  readonly request_body: unknown
  /** Null where a fault cut the connection before an answer. */
  readonly status: number | null
  /** The `Location` of a redirect; else null. */
  readonly location: string | null
  /** JSON; null where there is none, or where a fault changed the answer; a page is only noted. */
  readonly response_body: unknown
  /** The fault that struck. Absent where none did. */
  readonly fault?: FaultName
}

/** The newest requests. */
export interface Journal {
  /** Oldest first. */
  entries(): readonly JournalEntry[]
  /** Middleware that records what passes through it as a data center's. */
  record(dataCenter: string): MiddlewareHandler<Struck>
}

/** How many requests a journal keeps: more than a test needs, and a bound on memory. */
export const MAX_JOURNAL_ENTRIES = 1000

/** Starts an empty journal. */
export function createJournal(clock: Clock): Journal {
  const entries: JournalEntry[] = []
  return {
    entries: () => entries,
    record: (dataCenter) => async (c, next) => {
      await next()
      const url = new URL(c.req.url)
      const location = c.res.headers.get('location')
      const struck = c.get('struck')
      entries.push({
        time: toTimestamp(clock.now()),
        data_center: dataCenter,
        method: c.req.method,
        path: maskText(`${url.pathname}${url.search}`),
        request_body: readable(c.req.header('content-type'), await readRawBody(c)),
        status: struck?.answer === 'cut' ? null : c.res.status,
        location: location === null ? null : maskText(location),
        // What a fault made of the body may have no end.
        response_body:
          struck?.answer === undefined
            ? readable(c.res.headers.get('content-type') ?? undefined, await c.res.clone().text())
            : null,
        ...(struck !== undefined && { fault: struck.fault }),
      })
      if (entries.length > MAX_JOURNAL_ENTRIES) entries.shift()
    },
  }
}

/** What cannot be read could hold anything, a token too: only its size is kept. */
function readable(contentType: string | undefined, text: string): unknown {
  if (text === '') return null
  try {
    return maskValue(parseBody(contentType, text))
  } catch {
    return `${text.length} characters of "${mediaTypeOf(contentType)}"`
  }
}
