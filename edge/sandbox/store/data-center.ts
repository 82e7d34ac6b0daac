/**
 * All that one data center knows. Nothing of it is shared with another (documented: entirely separate instances).
 *
 * @module
 */

import type { BehaviorStore } from '../config/behaviors.ts'
import type { Seed } from '../config/seed.ts'
import { type Account, createAccounts } from './accounts.ts'
import { type AuthorizationCodes, createAuthorizationCodes } from './authorization-codes.ts'
import type { Clock } from './clock.ts'
import { createGrants, type Grants } from './grants.ts'
import { createPermissionRequests, type PermissionRequests } from './permission-requests.ts'
import { createTokens, type Tokens } from './tokens.ts'

/** The state of one data center. */
export interface DataCenterStore {
  /** The data center: `de`. */
  readonly id: string
  readonly clients: Seed['clients']
  /** How it behaves where it is a guess; the same in every data center. */
  readonly behaviorStore: BehaviorStore
  /** By name. */
  readonly accounts: ReadonlyMap<string, Account>
  readonly codes: AuthorizationCodes
  readonly tokens: Tokens
  readonly grants: Grants
  readonly permissionRequests: PermissionRequests
}

/** Opens a data center as the seed has it. */
export function createDataCenterStore(
  id: string,
  seed: Seed,
  clock: Clock,
  behaviorStore: BehaviorStore,
): DataCenterStore {
  const grants = createGrants()
  return {
    id,
    clients: seed.clients,
    behaviorStore,
    accounts: createAccounts(seed, id),
    codes: createAuthorizationCodes(id, clock),
    tokens: createTokens(id, clock),
    grants,
    permissionRequests: createPermissionRequests(id, clock, grants, behaviorStore),
  }
}
