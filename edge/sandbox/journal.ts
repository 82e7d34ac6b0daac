/**
 * What was asked of the provider's routes and what was answered, without secrets.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import { mediaTypeOf, parseBody, readRawBody } from './body.ts'
import { type Clock, toTimestamp } from './clock.ts'
import type { FaultName } from './fault.ts'
import { maskAuthorization, maskText, maskValue } from './mask.ts'
import type { Struck } from './strike.ts'

/** One request and its answer. Secrets read `***`; of the headers only two are kept. */
export interface JournalEntry {
  /** 1 for the first request since the sandbox was put back, and so on. */
  readonly id: number
  /** When it was answered, by the sandbox's clock, as in RFC 3339. */
  readonly time: string
  readonly data_center: string
  readonly method: string
  /** With its query. */
  readonly path: string
  /** The scheme: `Bearer ***`; null where there was no `Authorization`. */
  readonly authorization: string | null
  /** Of the request; null where there was none. */
  readonly content_type: string | null
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
  /** When it was started, in milliseconds since 1970: one that was started anew has other entries under the same ids. */
  readonly startedAtMs: number
  /** Middleware that records what passes through it as a data center's. */
  record(dataCenter: string): MiddlewareHandler<Struck>
}

/** How many requests a journal keeps: more than a test needs, and a bound on memory. */
export const MAX_JOURNAL_ENTRIES = 1000

/**
 * Starts an empty journal.
 *
 * @param clientSecrets Hidden wherever they stand, as are tokens and codes.
 */
export function createJournal(clock: Clock, clientSecrets: readonly string[] = []): Journal {
  const entries: JournalEntry[] = []
  let recorded = 0

  /** What cannot be read could hold anything, a token too: only its size is kept. */
  function readable(contentType: string | undefined, text: string): unknown {
    if (text === '') return null
    try {
      return maskValue(parseBody(contentType, text), clientSecrets)
    } catch {
      return maskText(`${text.length} characters of "${mediaTypeOf(contentType)}"`, clientSecrets)
    }
  }

  return {
    entries: () => entries,
    startedAtMs: clock.now(),
    record: (dataCenter) => async (c, next) => {
      await next()
      const url = new URL(c.req.url)
      const location = c.res.headers.get('location')
      const struck = c.get('struck')
      const { authorization, 'content-type': contentType } = c.req.header()
      recorded += 1
      entries.push({
        id: recorded,
        time: toTimestamp(clock.now()),
        data_center: dataCenter,
        method: c.req.method,
        path: maskText(`${url.pathname}${url.search}`, clientSecrets),
        authorization: authorization === undefined ? null : maskAuthorization(authorization),
        content_type: contentType === undefined ? null : maskText(contentType, clientSecrets),
        request_body: readable(contentType, await readRawBody(c)),
        status: struck?.answer === 'cut' ? null : c.res.status,
        location: location === null ? null : maskText(location, clientSecrets),
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
