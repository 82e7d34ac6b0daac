/**
 * The shape of a fault that the sandbox can be told to make. It is data, the same over HTTP and in `createSandbox`.
 *
 * @module
 */

/** The operations of openapi.yaml: what an application calls. */
export const OPERATIONS = [
  'POST /v1/permissions',
  'GET /v1/calendars',
  'GET /v1/userinfo',
  'POST /oauth/token',
  'POST /oauth/token/revoke',
] as const

/** The decision of a user, on the page or by `POST /sandbox/decisions`. */
export const DECISION_ROUTE = 'POST /permissions/{id}'

/** What a fault can strike. */
export type FaultRoute = (typeof OPERATIONS)[number] | typeof DECISION_ROUTE

/** Everything that a fault can strike. */
export const FAULT_ROUTES: readonly FaultRoute[] = [...OPERATIONS, DECISION_ROUTE]

/** The statuses that the provider may answer in place of a success (documented; 5xx: SDK). */
export const FAULT_STATUSES = [400, 401, 402, 403, 404, 422, 423, 429, 500, 502, 503, 504] as const

/** The statuses of redirects that a client might follow. */
export const REDIRECT_STATUSES = [302, 307, 308] as const

/** What each fault needs to know. `definitions.ts` says what each of them does. */
export interface FaultParameters {
  readonly status: {
    readonly status: (typeof FAULT_STATUSES)[number]
    /** The header `Retry-After`, as it is: seconds, a date, or nonsense. */
    readonly retry_after?: string
    /** @default 'json' */
    readonly body?: 'json' | 'empty' | 'html'
  }
  readonly slow_headers: { readonly ms: number }
  readonly slow_body: { readonly ms: number }
  readonly response_timeout: {
    /** @default until the client gives up */
    readonly ms?: number
  }
  readonly reset: object
  readonly truncated_body: object
  readonly content_type: { readonly content_type: string }
  readonly html: object
  readonly empty: object
  readonly url_and_accepted: object
  readonly neither_url_nor_accepted: object
  readonly foreign_url: { readonly url: string }
  readonly redirect: {
    readonly location: string
    /** @default 302 */
    readonly status?: (typeof REDIRECT_STATUSES)[number]
  }
  readonly deeply_nested_json: { readonly depth: number }
  readonly oversized_json: { readonly bytes: number }
  readonly endless_body: object
  readonly delayed_grant: { readonly reads: number }
  readonly rotate_refresh_token: object
  readonly append_error_naively: object
}

/** The name of a fault. */
export type FaultName = keyof FaultParameters

/** Where and how often. At most one of `count` and `share`; with neither, every call is struck. */
export interface FaultTarget {
  readonly route: FaultRoute
  /** Strikes the next calls, so many of them: 1 or more. */
  readonly count?: number
  /** Strikes this share of the calls: more than 0, at most 1. */
  readonly share?: number
  /** @default all of them */
  readonly data_center?: string
}

/** One entry of the list of faults, by the name of its fault. */
export type FaultEntryOf<Name extends FaultName> = FaultTarget & { readonly fault: Name } & FaultParameters[Name]

/** One entry of the list of faults. */
export type FaultEntry = { [Name in FaultName]: FaultEntryOf<Name> }[FaultName]
