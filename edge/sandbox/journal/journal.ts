import type { MiddlewareHandler } from 'hono'
import type { FaultEnv } from '../faults/env.ts'
import type { FaultName } from '../faults/types.ts'
import { mediaTypeOf, parseBody, readRawBody } from '../http/body.ts'
import { bufferResponse } from '../openapi/validate-response.ts'
import { type Clock, toTimestamp } from '../store/clock.ts'
import { redactAuthorization, redactText, redactValue } from '../validation/redact.ts'

/** A request to Cronofy's routes and its response. Secrets are `***`. Only two headers are recorded. */
export interface JournalEntry {
  /** Starts at 1 after each reset. */
  readonly id: number
  /** The time of the response by the emulator's clock, in RFC 3339. */
  readonly time: string
  /** The ID of the data center. */
  readonly data_center: string
  /** The method of the request. */
  readonly method: string
  /** Includes the query. */
  readonly path: string
  /** The scheme, as in `Bearer ***`. Null without an `Authorization` header. */
  readonly authorization: string | null
  /** Of the request. Null if there is none. */
  readonly content_type: string | null
  /** A parsed JSON or form body. Null without a body. A description if the body could not be parsed. */
  readonly request_body: unknown
  /** Null if a fault reset the connection before the response. */
  readonly status: number | null
  /** The `Location` of a redirect, or null. */
  readonly location: string | null
  /** The `Retry-After` of an error, or null. */
  readonly retry_after: string | null
  /**
   * A parsed JSON body. Null without a body. A description of any other body, and of one that a fault generated in
   * chunks.
   */
  readonly response_body: unknown
  /** The injected fault. Absent if there is none. */
  readonly fault?: FaultName
}

export interface Journal {
  /** Returns entries, oldest first: all of them, or the latest `limit` ones with an ID below `before`. */
  entries(part?: { readonly before?: number | undefined; readonly limit?: number }): readonly JournalEntry[]
  /**
   * The time of its creation in milliseconds since 1970. It tells journals apart, because IDs start again after a
   * reset.
   */
  readonly startedAtMs: number
  recordExchange(dataCenter: string): MiddlewareHandler<FaultEnv>
}

/** More than a test needs. It limits memory. */
const MAX_JOURNAL_ENTRIES = 1000

/** The limit for all entries together, in characters. Beyond it, the oldest entries are removed. */
const MAX_JOURNAL_LENGTH = 16 * 1024 * 1024

/** The longest body that is recorded, in characters. The response for 250 calendars has two thirds of it. */
const MAX_CAPTURED_LENGTH = 131_072

/** Describes a body that cannot be read while it is sent. */
const STREAMED_BODY_NOTE = 'not recorded: the fault sent it in chunks'

/** A recorded body. Without `text` it was too long. */
interface CapturedBody {
  readonly type: string | undefined
  readonly length: number
  readonly text?: string
}

interface StoredEntry {
  readonly id: number
  readonly length: number
  readonly read: () => JournalEntry
}

/**
 * Creates an empty journal.
 *
 * @param clientSecrets They are masked everywhere, like tokens and codes.
 */
export function createJournal(clock: Clock, clientSecrets: readonly string[] = []): Journal {
  const entries: StoredEntry[] = []
  let lastId = 0
  let totalLength = 0

  /** A body that cannot be parsed could contain a token anywhere, so only its size is shown. */
  function redactBody({ type, length, text }: CapturedBody): unknown {
    if (length === 0) return null
    try {
      if (text !== undefined) return redactValue(parseBody(type, text), clientSecrets)
    } catch {
      // Described below, like a body that is too long.
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
      // Only for these statuses, because reading the headers takes longer than creating the response.
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
 * Calls `create` on the first read, because masking takes longer than responding. It stores the result as JSON, which
 * needs a fraction of the memory, and releases the input.
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
