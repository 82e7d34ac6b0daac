import type { Client } from '../../../src/client/types.ts'
import type { DataCenter } from '../../../src/data-centers.ts'
import type { OAuthApplication } from '../../../src/oauth.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import type { Brand } from '../config/brand.ts'
import type { OnContextEvent } from '../http/steps.ts'
import type { PageRenderer } from '../presentation/page-renderer.ts'
import type { ConnectHooks } from '../session/hooks.ts'
import type { Sessions } from '../session/session.ts'
import type { ConnectEnv } from './flow-location.ts'

/** What the routes of the connect app share. */
export interface ConnectContext {
  readonly keys: KeyRing
  /** The worker's origin, as a browser sees it. */
  readonly origin: string
  readonly client: Client
  /** The application's credentials by data center. */
  readonly applications: ReadonlyMap<DataCenter, OAuthApplication>
  readonly scope: string
  readonly avoidLinking: boolean
  /** Whether to send PKCE parameters to Cronofy. */
  readonly pkce: boolean
  readonly hooks: ConnectHooks
  readonly onEvent?: OnContextEvent | undefined
  readonly brand: Brand
  readonly sessions: Sessions
  readonly pageRenderer: PageRenderer<ConnectEnv>
}
