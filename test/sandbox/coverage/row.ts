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
 * - `guess`: nothing that was found confirms it;
 * - `sandbox-only`: it is the sandbox's own, and the provider has nothing like it.
 */
export type CoverageSource = (typeof COVERAGE_SOURCES)[number]

/** All sources, the surest first. */
export const COVERAGE_SOURCES = ['documented', 'SDK', 'guess', 'sandbox-only'] as const

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
  /** The page of the documentation, the SDK's file, the RFC it is modelled on, or why it is a guess. */
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

/** Pages under docs.cronofy.com/developers/api/ or, the last three, elsewhere there; prose where the address is not known. */
export const PAGES = {
  permissions: 'authorization/extended-permissions',
  token: 'authorization/request-token',
  revoke: 'authorization/revoke',
  authorize: 'documentation of authorization requests',
  calendars: 'calendars/list-calendars',
  userinfo: 'identity/userinfo',
  errors: 'documentation of errors and limits',
  state: 'faqs/state-param',
  hosting: 'policies/compliance/cloud-hosting',
  enterprise: 'enterprise-connect/request-authorization',
} as const

/** What a guess says where nothing at all was found. */
export const NOT_DOCUMENTED = 'not documented'

/** What a row that is the sandbox's own says. */
export const SANDBOX_ONLY = 'no provider has it'
