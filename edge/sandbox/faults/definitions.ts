/**
 * The faults that can be injected. Their sources state what is known about Cronofy. Otherwise they are common failures
 * of networks, proxies, and servers, which a client has to survive.
 *
 * @module
 */

import type { Schema } from '@cfworker/json-schema'
import { createCronofyHeaders } from '../http/response-headers.ts'
import { type Chunks, encodeUtf8, type Pause, slowChunks, truncated, withNesting, withPadding } from './bodies.ts'
import { errorBody, toHtmlResponse, toJsonResponse, withBody, withJsonBody } from './responses.ts'
import {
  DECISION_ROUTE,
  FAULT_STATUSES,
  type FaultName,
  type FaultParameters,
  type FaultRoute,
  OPERATIONS,
  REDIRECT_STATUSES,
} from './types.ts'

export interface FaultedCall {
  readonly route: FaultRoute
  /** Lets the call take effect. Resolves to the correct response. */
  proceed(): Promise<Response>
  /** Delays the call. Resolves to false if it ends earlier, because the client aborts or the emulator is reset. */
  wait(ms?: number): Promise<boolean>
  reset(): Response
  stream(make: (pause: Pause) => Chunks): ReadableStream<Uint8Array>
}

export interface FaultDefinition<Parameters> {
  /** What happens, and whether the call takes effect. Backticks mark code. */
  readonly description: string
  readonly source: string
  readonly routes: readonly FaultRoute[]
  readonly parameters: { readonly [Name in keyof Parameters]-?: Schema }
  readonly optional?: readonly (keyof Parameters)[]
  /**
   * Responds in place of the correct response. Faults without it change what a call does. The code that does it calls
   * `takeEffectFault`.
   */
  readonly respond?: (call: FaultedCall, parameters: Parameters) => Promise<Response>
}

/** Longer than any client waits. A larger value is probably a wrong unit. */
const MAX_MS = 600_000
const milliseconds = integer(0, MAX_MS)

/** A header value that every runtime can send. A line break would start another header. */
const headerValue: Schema = { type: 'string', pattern: '^[ -~]*$' }

const NETWORK_GUESS = 'a guess: any network or proxy may do it'
const RESPONSE_GUESS = 'a guess: no such response is known'

export const FAULT_DEFINITIONS: { readonly [Name in FaultName]: FaultDefinition<FaultParameters[Name]> } = {
  status: {
    description: 'Responds with this status and its usual body, or another one. Nothing takes effect',
    source:
      'the statuses are documented (5xx: SDK); Retry-After, most bodies, and where each status occurs are guesses',
    routes: OPERATIONS,
    parameters: {
      status: { enum: [...FAULT_STATUSES] },
      retry_after: headerValue,
      body: { enum: ['json', 'empty', 'html'] },
    },
    optional: ['retry_after', 'body'],
    respond: async ({ route }, { status, retry_after, body = 'json' }) => {
      const headers: Record<string, string> = retry_after === undefined ? {} : { 'retry-after': retry_after }
      if (body === 'empty') {
        return new Response(null, { status, headers: { ...createCronofyHeaders(status), ...headers } })
      }
      return body === 'html'
        ? toHtmlResponse(status, headers)
        : toJsonResponse(errorBody(status, route), { status, headers })
    },
  },
  slow_headers: {
    description: 'The call takes effect at once. Its response starts `ms` later',
    source: NETWORK_GUESS,
    routes: OPERATIONS,
    parameters: { ms: milliseconds },
    respond: async ({ proceed, wait, reset }, { ms }) => {
      const response = await proceed()
      return (await wait(ms)) ? response : reset()
    },
  },
  slow_body: {
    description: 'The call takes effect. The body of its response arrives slowly, over `ms`',
    source: NETWORK_GUESS,
    routes: OPERATIONS,
    parameters: { ms: milliseconds },
    respond: async ({ proceed, stream }, { ms }) => {
      const response = await proceed()
      const body = encodeUtf8(await response.text())
      return withBody(
        response,
        stream((pause) => slowChunks(body, ms, pause)),
      )
    },
  },
  response_timeout: {
    description:
      'The call takes effect, but there is no response until the client aborts. With `ms`, the response is 504 after that time',
    source: NETWORK_GUESS,
    routes: OPERATIONS.filter((route) => route.startsWith('POST ')),
    parameters: { ms: milliseconds },
    optional: ['ms'],
    respond: async ({ route, proceed, wait, reset }, { ms }) => {
      await proceed()
      return (await wait(ms)) ? toJsonResponse(errorBody(504, route), { status: 504 }) : reset()
    },
  },
  reset: {
    description: 'The connection is reset before the response. Nothing takes effect',
    source: NETWORK_GUESS,
    routes: OPERATIONS,
    parameters: {},
    respond: async ({ reset }) => reset(),
  },
  truncated_body: {
    description: 'The call takes effect. The connection ends in the middle of the body of its response',
    source: NETWORK_GUESS,
    routes: OPERATIONS,
    parameters: {},
    respond: async ({ proceed, stream }) => {
      const response = await proceed()
      const body = encodeUtf8(await response.text())
      const truncatedResponse = withBody(
        response,
        stream((pause) => truncated(body, pause)),
      )
      // Longer than what is sent, even if the body is empty.
      truncatedResponse.headers.set('content-length', String(Math.max(1, body.length)))
      return truncatedResponse
    },
  },
  content_type: {
    description: 'The call takes effect. Its response is correct except for the content type',
    source: RESPONSE_GUESS,
    routes: OPERATIONS,
    parameters: { content_type: headerValue },
    respond: async ({ proceed }, { content_type }) => {
      const response = await proceed()
      const changed = withBody(response, await response.text())
      changed.headers.set('content-type', content_type)
      return changed
    },
  },
  html: {
    description: '200 with an HTML page. Nothing takes effect',
    source: NETWORK_GUESS,
    routes: OPERATIONS,
    parameters: {},
    respond: async () => toHtmlResponse(200),
  },
  empty: {
    description: '200 without a body. Nothing takes effect',
    source: RESPONSE_GUESS,
    // It would be the correct response to a revocation.
    routes: OPERATIONS.filter((route) => route !== 'POST /oauth/token/revoke'),
    parameters: {},
    respond: async () => new Response(null, { status: 200, headers: { 'content-type': 'application/json' } }),
  },
  url_and_accepted: {
    description: '200 with both a URL and `accepted: true`. Nothing takes effect',
    source: RESPONSE_GUESS,
    routes: ['POST /v1/permissions'],
    parameters: {},
    respond: async () =>
      toJsonResponse({ permissions_request: { url: 'https://app.cronofy.com/permissions', accepted: true } }),
  },
  neither_url_nor_accepted: {
    description: '200 with neither a URL nor `accepted`. Nothing takes effect',
    source: RESPONSE_GUESS,
    routes: ['POST /v1/permissions'],
    parameters: {},
    respond: async () => toJsonResponse({ permissions_request: {} }),
  },
  foreign_url: {
    description: '200 with this URL as the access page. Nothing takes effect',
    source: 'a guess: an attack, not Cronofy',
    routes: ['POST /v1/permissions'],
    parameters: { url: { type: 'string' } },
    respond: async (_, { url }) => toJsonResponse({ permissions_request: { url } }),
  },
  redirect: {
    description: 'A redirect to this location. Nothing takes effect',
    source: 'a guess: an attack, or a proxy that requires signing in',
    routes: OPERATIONS,
    parameters: { location: headerValue, status: { enum: [...REDIRECT_STATUSES] } },
    optional: ['status'],
    respond: async (_, { location, status = 302 }) => new Response(null, { status, headers: { location } }),
  },
  deeply_nested_json: {
    description: 'The call takes effect. Its response begins with an additional field: arrays, nested to this depth',
    source: 'a guess; that fields are added is documented',
    routes: OPERATIONS,
    parameters: { depth: integer(1, 1_000_000) },
    respond: async ({ proceed }, { depth }) => {
      const response = await proceed()
      return withJsonBody(response, withNesting(await response.text(), depth))
    },
  },
  oversized_json: {
    description: 'The call takes effect. Its response begins with an additional field: a string of this many bytes',
    source: 'a guess; that fields are added is documented',
    routes: OPERATIONS,
    parameters: { bytes: integer(1, 1_000_000_000) },
    respond: async ({ proceed, stream }, { bytes }) => {
      const response = await proceed()
      const body = await response.text()
      return withJsonBody(
        response,
        stream((pause) => withPadding(body, bytes, pause)),
      )
    },
  },
  endless_body: {
    description: 'The call takes effect. Its response begins like that of `oversized_json` and never ends',
    source: NETWORK_GUESS,
    routes: OPERATIONS,
    parameters: {},
    respond: async ({ proceed, stream }) =>
      withJsonBody(
        await proceed(),
        stream((pause) => withPadding('', Number.POSITIVE_INFINITY, pause)),
      ),
  },
  delayed_grant: {
    description: 'A grant shows only after this many more reads of `GET /v1/calendars` by the account',
    source: 'a guess: how soon a grant shows is not documented',
    routes: [DECISION_ROUTE, 'POST /v1/permissions'],
    parameters: { reads: integer(1, 1000) },
  },
  rotate_refresh_token: {
    description: 'A refresh returns a new refresh token, and the old one is invalid',
    source: 'that it may change is documented; that the old one becomes invalid is a guess',
    routes: ['POST /oauth/token'],
    parameters: {},
  },
  append_error_naively: {
    description: 'A rejection appends `?error=access_denied` to the redirect URI, even if it has a query',
    source: 'a guess: that the value is appended to the URL is documented, but not how',
    routes: [DECISION_ROUTE],
    parameters: {},
  },
}

export const FAULT_NAMES: readonly FaultName[] = Object.keys(FAULT_DEFINITIONS) as FaultName[]

function integer(minimum: number, maximum: number): Schema {
  return { type: 'integer', minimum, maximum }
}
