/**
 * All that one data center knows. Nothing of it is shared with another (documented: entirely separate instances).
 *
 * @module
 */

import type { Switchboard } from '../config/behaviors.ts'
import type { Seed } from '../config/seed.ts'
import { type Account, openAccounts } from './accounts.ts'
import { type Codes, createCodes } from './authorization-codes.ts'
import type { Clock } from './clock.ts'
import { createGrants, type Grants } from './grants.ts'
import { createPermissionRequests, type PermissionRequests } from './permission-requests.ts'
import { createTokens, type Tokens } from './tokens.ts'

/** The state of one data center. */
export interface Instance {
  /** The data center: `de`. */
  readonly id: string
  readonly clients: Seed['clients']
  /** How it behaves where it is a guess; the same in every data center. */
  readonly switchboard: Switchboard
  /** By name. */
  readonly accounts: ReadonlyMap<string, Account>
  readonly codes: Codes
  readonly tokens: Tokens
  readonly grants: Grants
  readonly permissionRequests: PermissionRequests
}

/** Opens a data center as the seed has it. */
export function createInstance(id: string, seed: Seed, clock: Clock, switchboard: Switchboard): Instance {
  const grants = createGrants()
  return {
    id,
    clients: seed.clients,
    switchboard,
    accounts: openAccounts(seed, id),
    codes: createCodes(id, clock),
    tokens: createTokens(id, clock),
    grants,
    permissionRequests: createPermissionRequests(id, clock, grants, switchboard),
  }
}
