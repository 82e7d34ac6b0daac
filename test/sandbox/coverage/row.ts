/**
 * The shape of a row of the coverage table.
 *
 * @module
 */
import type { Behaviors } from '../../../edge/sandbox/config/behaviors.ts'

/**
 * Where a statement comes from:
 * - `documented`: Cronofy's documentation;
 * - `SDK`: the source or the tests of an official SDK;
 * - `third party`: someone else's code or a recording;
 * - `guess`: no source confirms it;
 * - `sandbox-only`: only the emulator has it.
 */
export type CoverageSource = (typeof COVERAGE_SOURCES)[number]

/** All sources, the most reliable first. */
export const COVERAGE_SOURCES = ['documented', 'SDK', 'third party', 'guess', 'sandbox-only'] as const

/** One route or one behavior of the emulator. */
export interface CoverageRow {
  /** Unique. It never changes, because reports name it. */
  readonly id: string
  /** `route`: the route exists, with this success status. Everything else is `behavior`. */
  readonly kind: 'route' | 'behavior'
  /** Such as `POST /v1/permissions`, without the data center. Empty if the row is about all routes, or about none. */
  readonly routes: readonly string[]
  /** The statuses of these routes that the row is about. */
  readonly statuses?: readonly number[]
  /** What the emulator does, in one or two sentences. */
  readonly statement: string
  readonly source: CoverageSource
  /** The page of the documentation, the SDK's file, the RFC it is modeled on, or why it is a guess. */
  readonly reference: string
  /** The file in `edge/sandbox/` that implements it. */
  readonly implementation: string
  /** The file of its tests. */
  readonly test: string
  /** The behavior that changes it. */
  readonly behavior?: keyof Behaviors
}

/** The operations that take an access token. */
export const TOKEN_OPERATIONS: readonly string[] = ['POST /v1/permissions', 'GET /v1/calendars', 'GET /v1/userinfo']

/**
 * Pages of Cronofy's documentation: paths below docs.cronofy.com/developers/api/, or below docs.cronofy.com/developers/ for a
 * page outside the API reference. A page whose path is not known is described in words.
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

/** The reference of a guess for which nothing was found. */
export const NOT_DOCUMENTED = 'not documented'

/** The reference of a row about something that only the emulator has. */
export const SANDBOX_ONLY = 'not a part of Cronofy'
