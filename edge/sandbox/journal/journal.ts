/**
 * What was asked of the provider's routes and what was answered, without secrets.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import type { FaultEnv } from '../faults/env.ts'
import type { FaultName } from '../faults/types.ts'
import { mediaTypeOf, parseBody, readRawBody } from '../http/body.ts'
import { bufferResponse } from '../openapi/validate-response.ts'
import { type Clock, toTimestamp } from '../store/clock.ts'
import { redactAuthorization, redactText, redactValue } from '../validation/redact.ts'

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
  /** The `Retry-After` of an error; else null. */
  readonly retry_after: string | null
  /** JSON; null where there is none; else a note of what it was, as for a page, or for what a fault sent piece by piece. */
  readonly response_body: unknown
  /** The fault that struck. Absent where none did. */
  readonly fault?: FaultName
}

/** The newest requests. */
export interface Journal {
  /** Oldest first: all of them, or `limit` of those with an id below `before`, the newest. */
  entries(part?: { readonly before?: number | undefined; readonly limit?: number }): readonly JournalEntry[]
  /** When it was started, in milliseconds since 1970: one that was started anew has other entries under the same ids. */
  readonly startedAtMs: number
  /** Middleware that records what passes through it as a data center's. */
  recordExchange(dataCenter: string): MiddlewareHandler<FaultEnv>
}

/** How many requests a journal keeps: more than a test needs, and a bound on memory. */
const MAX_JOURNAL_ENTRIES = 1000

/** How long they may be in all, in characters: from the oldest on, those are dropped that are too many. */
const MAX_JOURNAL_LENGTH = 16 * 1024 * 1024

/** The longest body that is kept, in characters: what is answered for 250 calendars is two thirds of it. Of a longer one only its size is. */
const MAX_CAPTURED_LENGTH = 131_072

/** What stands for a body that could not be read as it was sent. */
const STREAMED_BODY_NOTE = 'not kept: the fault sent it piece by piece'

/** What is kept of a body. Without `text` it was too long. */
interface CapturedBody {
  readonly type: string | undefined
  readonly length: number
  readonly text?: string
}

/** A request and its answer, as they are kept. */
interface StoredEntry {
  readonly id: number
  /** About as many characters as are kept. */
  readonly length: number
  readonly read: () => JournalEntry
}

/**
 * Starts an empty journal.
 *
 * @param clientSecrets Hidden wherever they stand, as are tokens and codes.
 */
export function createJournal(clock: Clock, clientSecrets: readonly string[] = []): Journal {
  const entries: StoredEntry[] = []
  let lastId = 0
  let totalLength = 0

  /** What cannot be read could hold anything, a token too: only its size is told. */
  function redactBody({ type, length, text }: CapturedBody): unknown {
    if (length === 0) return null
    try {
      if (text !== undefined) return redactValue(parseBody(type, text), clientSecrets)
    } catch {
      // As one that is too long.
    }
    return redactText(`${length} characters of "${mediaTypeOf(type)}"`, clientSecrets)
  }

  function add(entry: StoredEntry): void {
    entries.push(entry)
    totalLength += entry.length
    while (entries.length > MAX_JOURNAL_ENTRIES || totalLength > MAX_JOURNAL_LENGTH) {
      totalLength -= entries.shift()?.length ?? totalLength
    }
  }

  return {
    entries: ({ before = Number.POSITIVE_INFINITY, limit = MAX_JOURNAL_ENTRIES } = {}) =>
      entries
        .filter(({ id }) => id < before)
        .slice(-limit)
        .map(({ read }) => read()),
    startedAtMs: clock.now(),
    recordExchange: (dataCenter) => async (c, next) => {
      await next()
      const { method, url } = c.req
      const authorization = c.req.header('authorization')
      const contentType = c.req.header('content-type')
      const requestBody = captureBody(contentType, method === 'GET' || method === 'HEAD' ? '' : await readRawBody(c))
      const injected = c.get('injected')
      const { status, type, text } =
        injected?.unreadable === undefined ? await bufferResponse(c) : { status: c.res.status, type: null, text: '' }
      const responseBody = captureBody(type ?? undefined, text)
      // Only where there may be one: to look at the headers of an answer takes longer than to make it.
      const location = status >= 300 && status < 400 ? c.res.headers.get('location') : null
      const retryAfter = status >= 400 ? c.res.headers.get('retry-after') : null
      const timeMs = clock.now()
      lastId += 1
      const id = lastId
      add({
        id,
        length: url.length + (requestBody.text?.length ?? 0) + (responseBody.text?.length ?? 0),
        read: lazyJson(() => {
          const { pathname, search } = new URL(url)
          return {
            id,
            time: toTimestamp(timeMs),
            data_center: dataCenter,
            method,
            path: redactText(`${pathname}${search}`, clientSecrets),
            authorization: authorization === undefined ? null : redactAuthorization(authorization),
            content_type: contentType === undefined ? null : redactText(contentType, clientSecrets),
            request_body: redactBody(requestBody),
            status: injected?.unreadable === 'reset' ? null : status,
            location: location === null ? null : redactText(location, clientSecrets),
            retry_after: retryAfter === null ? null : redactText(retryAfter, clientSecrets),
            response_body: injected?.unreadable === 'streamed' ? STREAMED_BODY_NOTE : redactBody(responseBody),
            ...(injected !== undefined && { fault: injected.fault }),
          }
        }),
      })
    },
  }
}

function captureBody(type: string | undefined, text: string): CapturedBody {
  return { type, length: text.length, ...(text.length <= MAX_CAPTURED_LENGTH && { text }) }
}

/**
 * What `create` makes when it is called first: masking takes longer than answering. Kept as text, which takes a fraction of the
 * memory of what it says; and of what it was made of nothing is kept.
 */
function lazyJson<T>(create: () => T): () => T {
  let pending: (() => T) | undefined = create
  let json = ''
  return () => {
    if (pending !== undefined) json = JSON.stringify(pending())
    pending = undefined
    return JSON.parse(json) as T
  }
}
