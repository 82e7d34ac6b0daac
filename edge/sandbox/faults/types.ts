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

/**
 * The faults, each with its parameters. "Takes effect" means that the emulator does what was requested, such as granting access, although
 * the response is faulty.
 */
export interface FaultParameters {
  /** Responds with an error status. Nothing takes effect. */
  readonly status: {
    /** The status. */
    readonly status: (typeof FAULT_STATUSES)[number]
    /**
     * The value of the header `Retry-After`: seconds, a date, or an invalid value.
     * @default none: no such header
     */
    readonly retry_after?: string
    /**
     * The kind of the body.
     * @default 'json'
     */
    readonly body?: 'json' | 'empty' | 'html'
  }
  /** The call takes effect at once. Its response starts `ms` milliseconds later. */
  readonly slow_headers: { readonly ms: number }
  /** The call takes effect. The body of its response arrives slowly, over `ms` milliseconds. */
  readonly slow_body: { readonly ms: number }
  /** The call takes effect, but there is no response. */
  readonly response_timeout: {
    /**
     * Responds with 504 after this many milliseconds.
     * @default none: waits until the client aborts
     */
    readonly ms?: number
  }
  /** The connection is reset before the response. Nothing takes effect. */
  readonly reset: object
  /** The call takes effect. The connection ends in the middle of the body of its response. */
  readonly truncated_body: object
  /** The call takes effect. Its response is correct except for the content type. */
  readonly content_type: { readonly content_type: string }
  /** Responds with 200 and an HTML page. Nothing takes effect. */
  readonly html: object
  /** Responds with 200 and no body. Nothing takes effect. */
  readonly empty: object
  /** Responds with 200 and both a URL and `accepted: true`. Nothing takes effect. */
  readonly url_and_accepted: object
  /** Responds with 200 and neither a URL nor `accepted`. Nothing takes effect. */
  readonly neither_url_nor_accepted: object
  /** Responds with 200 and this URL as the access page. Nothing takes effect. */
  readonly foreign_url: { readonly url: string }
  /** Responds with a redirect. Nothing takes effect. */
  readonly redirect: {
    /** The value of the header `Location`. */
    readonly location: string
    /**
     * The status.
     * @default 302
     */
    readonly status?: (typeof REDIRECT_STATUSES)[number]
  }
  /** The call takes effect. Its response begins with an additional field: arrays, nested to this depth. */
  readonly deeply_nested_json: { readonly depth: number }
  /** The call takes effect. Its response begins with an additional field: a string of this many bytes. */
  readonly oversized_json: { readonly bytes: number }
  /** The call takes effect. Its response begins like that of `oversized_json` and never ends. */
  readonly endless_body: object
  /** A grant shows only after the account has read `GET /v1/calendars` this many more times. */
  readonly delayed_grant: { readonly reads: number }
  /** A refresh returns a new refresh token, and the old one becomes invalid. */
  readonly rotate_refresh_token: object
  /** A rejection appends `?error=access_denied` to the redirect URI, even if it has a query. */
  readonly append_error_naively: object
}

/** The name of a fault. */
export type FaultName = keyof FaultParameters

/** The calls that a fault affects. At most one of `count` and `share` is allowed. Without both, the fault affects every call. */
export interface FaultTarget {
  /** The route. */
  readonly route: FaultRoute
  /** Affects this many of the next calls: 1 or more. */
  readonly count?: number
  /** Affects this share of the calls: more than 0, at most 1. */
  readonly share?: number
  /**
   * The ID of a data center.
   * @default all data centers
   */
  readonly data_center?: string
}

/** An entry for the fault with this name. */
export type FaultEntryOf<Name extends FaultName> = FaultTarget & { readonly fault: Name } & FaultParameters[Name]

/** An entry of the list of faults. */
export type FaultEntry = { [Name in FaultName]: FaultEntryOf<Name> }[FaultName]
