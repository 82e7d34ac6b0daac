/**
 * The shape of injected faults. It is the same over HTTP and in `createSandbox`.
 *
 * @module
 */

/** The operations of openapi.yaml, which applications call. */
export const OPERATIONS = [
  'POST /v1/permissions',
  'GET /v1/calendars',
  'GET /v1/userinfo',
  'POST /oauth/token',
  'POST /oauth/token/revoke',
] as const

/** A user's decision, on the access page or through `POST /sandbox/decisions`. */
export const DECISION_ROUTE = 'POST /permissions/{id}'

/** A route that a fault can hit. */
export type FaultRoute = (typeof OPERATIONS)[number] | typeof DECISION_ROUTE

export const FAULT_ROUTES: readonly FaultRoute[] = [...OPERATIONS, DECISION_ROUTE]

/** The error statuses of Cronofy (documented; 5xx: SDK). */
export const FAULT_STATUSES = [400, 401, 402, 403, 404, 422, 423, 429, 500, 502, 503, 504] as const

/** The redirect statuses that a client might follow. */
export const REDIRECT_STATUSES = [302, 307, 308] as const

/** The parameters of each fault. `definitions.ts` states what each one does. */
export interface FaultParameters {
  readonly status: {
    readonly status: (typeof FAULT_STATUSES)[number]
    /** The header `Retry-After` as it is: seconds, a date, or an invalid value. */
    readonly retry_after?: string
    /** @default 'json' */
    readonly body?: 'json' | 'empty' | 'html'
  }
  readonly slow_headers: { readonly ms: number }
  readonly slow_body: { readonly ms: number }
  readonly response_timeout: {
    /** @default until the client aborts */
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

/** Which calls a fault hits. At most one of `count` and `share` is allowed. Without both it hits every call. */
export interface FaultTarget {
  readonly route: FaultRoute
  /** Hits this many of the next calls: 1 or more. */
  readonly count?: number
  /** Hits this share of the calls: more than 0, at most 1. */
  readonly share?: number
  /** @default all data centers */
  readonly data_center?: string
}

/** An entry for the fault with this name. */
export type FaultEntryOf<Name extends FaultName> = FaultTarget & { readonly fault: Name } & FaultParameters[Name]

/** An entry of the list of faults. */
export type FaultEntry = { [Name in FaultName]: FaultEntryOf<Name> }[FaultName]
