import type { Client } from '../../client/types.ts'
import type { ReturnUrlAllowlist } from '../return-allowlist.ts'
import type { PermissionHandlerOptions } from './options.ts'

/** The options of a handler, parsed and with their defaults. */
export interface PermissionSettings<Context>
  extends Pick<PermissionHandlerOptions<Context>, 'keys' | 'getAccount' | 'onStart' | 'onOutcome'> {
  readonly client: Client
  readonly redirectUri: URL
  readonly allowlist: ReturnUrlAllowlist
  readonly stateTransport: 'query' | 'cookie'
  readonly maxCalendars: number
}
