/**
 * The modes of the soak, and their differences.
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

/** The setup of a mode. */
export interface ModeSetup {
  readonly openApplication: (surroundings: ApplicationContext) => Application
  /** Prepares users for the requests under load. */
  readonly prepareRequests: (worker: Worker, sandboxUrl: string, secrets: Secrets) => Promise<readonly LoadRequest[]>
  /** Returns the environment variables that enable the tested part of the worker. */
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
