import type { BehaviorStore } from '../config/behaviors.ts'
import type { Seed } from '../config/seed.ts'
import { httpError, quoteList, quoteValue } from '../validation/messages.ts'
import { type Account, createAccounts } from './accounts.ts'
import { type AuthorizationCodes, createAuthorizationCodes } from './authorization-codes.ts'
import { type Browsers, createBrowsers } from './browsers.ts'
import type { Clock } from './clock.ts'
import { createErasureRequests, type ErasureRequests } from './erasure-requests.ts'
import { createGrants, type Grants } from './grants.ts'
import { createPermissionRequests, type PermissionRequests } from './permission-requests.ts'
import { createTokens, type Tokens } from './tokens.ts'

/** The state of one data center. Data centers share no state (documented). */
export interface DataCenterStore {
  readonly id: string
  readonly clients: Seed['clients']
  /** The same in every data center. */
  readonly behaviorStore: BehaviorStore
  readonly accounts: ReadonlyMap<string, Account>
  readonly codes: AuthorizationCodes
  readonly tokens: Tokens
  readonly grants: Grants
  readonly permissionRequests: PermissionRequests
  readonly browsers: Browsers
  readonly erasureRequests: ErasureRequests
}

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
    browsers: createBrowsers(),
    erasureRequests: createErasureRequests(),
  }
}

/**
 * Finds a data center by its ID.
 *
 * @param action What it is for, as in "Cannot create tokens: …".
 * @throws HTTPException 404 if there is none.
 */
export function findDataCenter(
  stores: ReadonlyMap<string, DataCenterStore>,
  id: string,
  action: string,
): DataCenterStore {
  const store = stores.get(id)
  if (store !== undefined) return store
  throw httpError(404, action, `Data center ${quoteValue(id)} does not exist. Use one of ${quoteList(stores.keys())}.`)
}
