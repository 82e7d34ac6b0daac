/**
 * The shape of a row of the coverage table.
 *
 * @module
 */
import type { Behaviors } from '../../../edge/sandbox/config/behaviors.ts'

/**
 * Where a statement comes from:
 * - `documented`: Cronofy's own documentation;
 * - `SDK`: the source or the tests of an official SDK;
 * - `third party`: someone else's code or a recording;
 * - `guess`: nothing that was found confirms it;
 * - `sandbox-only`: it is the sandbox's own, and the provider has nothing like it.
 */
export type CoverageSource = (typeof COVERAGE_SOURCES)[number]

/** All sources, the surest first. */
export const COVERAGE_SOURCES = ['documented', 'SDK', 'third party', 'guess', 'sandbox-only'] as const

/** One route or one behavior of the sandbox. */
export interface CoverageRow {
  /** Unique, and kept: reports name it. */
  readonly id: string
  /** `route` says that there is such a route and what its success is; all else is `behavior`. */
  readonly kind: 'route' | 'behavior'
  /** `POST /v1/permissions`, without the data center; none where it is about all of them, or about none. */
  readonly routes: readonly string[]
  /** The statuses of these routes that it is about. */
  readonly statuses?: readonly number[]
  /** What the sandbox does, in one sentence. */
  readonly statement: string
  readonly source: CoverageSource
  /** The page of the documentation, the SDK's file, the RFC it is modeled on, or why it is a guess. */
  readonly reference: string
  /** The file in `edge/sandbox/` that implements it. */
  readonly implementation: string
  /** The file of its tests. */
  readonly test: string
  /** The behavior that switches it. */
  readonly behavior?: keyof Behaviors
}

/** The operations that take an access token. */
export const TOKEN_OPERATIONS: readonly string[] = ['POST /v1/permissions', 'GET /v1/calendars', 'GET /v1/userinfo']

/**
 * Pages of Cronofy's documentation, below docs.cronofy.com/developers/api/, or below docs.cronofy.com/developers/ where a
 * page is not part of the API reference. A page whose path is not known is described in words.
 */
export const PAGES = {
  permissions: 'authorization/extended-permissions',
  token: 'authorization/request-token',
  refresh: 'authorization/refresh-token',
  revoke: 'authorization/revoke',
  authorize: 'authorization/request-authorization',
  calendars: 'calendars/list-calendars',
  applicationCalendars: 'calendars/application-calendars',
  account: 'identity/account',
  userinfo: 'identity/userinfo',
  enterprise: 'enterprise-connect/request-authorization',
  enterpriseRefresh: 'enterprise-connect/refresh-token',
  errors: 'documentation of errors and limits',
  linking: 'api-alpha/explicit-linking',
  readWrite: 'access-modes/read-write',
  invalidGrant: 'faqs/authorizations/invalid-grant',
  unknownOrUsed: 'faqs/authorizations/code-unknown-or-used',
  state: 'faqs/state-param',
  verify: 'faqs/verify-application',
  verifyApi: 'admin-api/verify-application',
  hosting: 'policies/compliance/cloud-hosting',
} as const

/** What a guess says where nothing at all was found. */
export const NOT_DOCUMENTED = 'not documented'

/** What a row that is the sandbox's own says. */
export const SANDBOX_ONLY = 'not a part of Cronofy'
