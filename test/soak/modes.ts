/**
 * The ways through the worker, and all that differs between them.
 *
 * @module
 */
import { DATA_CENTER_IDS } from '../../src/data-centers.ts'
import type { Application, ApplicationContext } from './application.ts'
import { createConnectionsApplication } from './connections-application.ts'
import { prepareConnectionsRequests } from './connections-load-requests.ts'
import type { LoadRequest } from './load-request.ts'
import { createModuleApplication } from './module-application.ts'
import { prepareModuleRequests } from './module-load-requests.ts'
import type { Mode } from './options.ts'
import { RETURN_TO } from './outcome-steps.ts'
import { createServiceApplication } from './service-application.ts'
import { prepareServiceRequests } from './service-load-requests.ts'
import type { KeyName } from './worker-keys.ts'
import type { Secrets, Worker } from './workers.ts'

/** A way through the worker. */
export interface ModeSetup {
  readonly openApplication: (surroundings: ApplicationContext) => Application
  /** Takes people as far as their questions under load need. */
  readonly prepareRequests: (worker: Worker, sandboxUrl: string, secrets: Secrets) => Promise<readonly LoadRequest[]>
  /** What turns that part of the worker on. */
  readonly modeEnvironment: (secrets: Secrets, keys: readonly KeyName[]) => Readonly<Record<string, string>>
}

export const MODES: Readonly<Record<Mode, ModeSetup>> = {
  module: {
    openApplication: createModuleApplication,
    prepareRequests: prepareModuleRequests,
    modeEnvironment: credentials,
  },
  service: {
    openApplication: createServiceApplication,
    prepareRequests: prepareServiceRequests,
    modeEnvironment: serviceAccess,
  },
  connections: {
    openApplication: createConnectionsApplication,
    prepareRequests: prepareConnectionsRequests,
    modeEnvironment: (secrets, keys) => ({ ...credentials(secrets), ...serviceAccess(secrets, keys) }),
  },
}

function credentials({ clientId, clientSecret }: Secrets): Record<string, string> {
  return Object.fromEntries(
    DATA_CENTER_IDS.flatMap((id) => [
      [`CRONOFY_${id.toUpperCase()}_CLIENT_ID`, clientId],
      [`CRONOFY_${id.toUpperCase()}_CLIENT_SECRET`, clientSecret],
    ]),
  )
}

function serviceAccess({ apiKeys }: Secrets, keys: readonly KeyName[]): Record<string, string> {
  return {
    API_KEYS: keys.map((key) => `${key}:${apiKeys[key]}`).join(','),
    ALLOWED_RETURN_URLS: new URL(RETURN_TO).origin,
  }
}
