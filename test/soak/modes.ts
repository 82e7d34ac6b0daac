/**
 * The two ways through the worker, and all that differs between them.
 *
 * @module
 */
import { DATA_CENTER_IDS } from '../../src/data-centers.ts'
import type { Application, Surroundings } from './application.ts'
import type { Question } from './load-request.ts'
import { openModuleApplication } from './module-application.ts'
import { prepareModuleQuestions } from './module-load-requests.ts'
import type { Through } from './options.ts'
import type { KeyName } from './plan.ts'
import { openServiceApplication, RETURN_TO } from './service-application.ts'
import { prepareServiceQuestions } from './service-load-requests.ts'
import type { Secrets, Worker } from './workers.ts'

/** A way through the worker. */
export interface Way {
  readonly openApplication: (surroundings: Surroundings) => Application
  /** Takes people as far as their questions under load need. */
  readonly prepareQuestions: (worker: Worker, sandboxUrl: string, secrets: Secrets) => Promise<readonly Question[]>
  /** What turns that part of the worker on. */
  readonly settings: (secrets: Secrets, keys: readonly KeyName[]) => Readonly<Record<string, string>>
}

export const THROUGH: Readonly<Record<Through, Way>> = {
  module: {
    openApplication: openModuleApplication,
    prepareQuestions: prepareModuleQuestions,
    settings: ({ clientId, clientSecret }) =>
      Object.fromEntries(
        DATA_CENTER_IDS.flatMap((id) => [
          [`CRONOFY_${id.toUpperCase()}_CLIENT_ID`, clientId],
          [`CRONOFY_${id.toUpperCase()}_CLIENT_SECRET`, clientSecret],
        ]),
      ),
  },
  service: {
    openApplication: openServiceApplication,
    prepareQuestions: prepareServiceQuestions,
    settings: ({ apiKeys }, keys) => ({
      API_KEYS: keys.map((key) => `${key}:${apiKeys[key]}`).join(','),
      ALLOWED_RETURN_URLS: new URL(RETURN_TO).origin,
    }),
  },
}
