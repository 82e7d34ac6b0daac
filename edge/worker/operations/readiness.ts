/**
 * `GET /readyz` says whether the worker is configured, and with `?deep` whether it reaches Cronofy.
 *
 * @module
 */

import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../src/client/internals.ts'
import { RequestDraft } from '../../../src/client/request-draft.ts'
import type { Client, Operation } from '../../../src/client/types.ts'
import { apiBaseUrl, DATA_CENTER_IDS, type DataCenter, isDataCenter } from '../../../src/data-centers.ts'
import { ProviderError } from '../../../src/errors.ts'
import { HttpError } from '../../../src/handler/errors/http-error.ts'
import type { BoundedCallOptions } from '../../../src/handler/step-options.ts'
import { findApiKey } from '../config/api-keys.ts'
import type { Config } from '../config/config.ts'
import { redirectUrisOf } from '../config/redirect-uris.ts'
import type { RequestEnv } from '../http/request-context.ts'
import { callOptionsOf, type OnContextEvent } from '../http/steps.ts'

/** Requested with an invalid token, which uses no quota of the application. A 401 shows that Cronofy is reachable. */
const PROBE: Operation = {
  name: 'GET /v1/userinfo',
  timeoutMs: 5000,
  maxBodyBytes: 64 * 1024,
  retry: 'never',
  unauthorizedCode: 'account_token_rejected',
}

/**
 * Creates `/readyz`. It responds with 200 and what is enabled. `?deep` calls the data centers in use, or those that it
 * names, and responds with 503 if one is unreachable. Because it causes requests, it requires an API key.
 */
export function createReadiness(options: {
  client: Client
  config: Config
  onEvent: OnContextEvent
}): Hono<RequestEnv> {
  const { client, config, onEvent } = options
  const connect = config.applications.size > 0
  // A backend may use any data center. The connect app uses the configured ones.
  const dataCenters = connect ? [...config.applications.keys()] : DATA_CENTER_IDS
  const ready = {
    service: config.apiKeys.length > 0,
    connect,
    data_centers: dataCenters,
    // On platforms without a terminal, this is where operators find them.
    redirect_uris: redirectUrisOf(config),
  }

  return new Hono<RequestEnv>().get('/', async (c) => {
    const deep = c.req.query('deep')
    if (deep === undefined) return c.json({ status: 'ready', ...ready })
    if ((await findApiKey(config.apiKeys, c.req.raw.headers)) === undefined) {
      const problem = ready.service ? 'The API key is missing or unknown.' : 'This worker has no API_KEYS.'
      throw new HttpError('unauthorized', problem)
    }
    const requested = deep === '' ? dataCenters : [...new Set(deep.split(','))]
    if (!requested.every(isDataCenter)) {
      const problem = `must be IDs of data centers, separated by commas: ${DATA_CENTER_IDS.join(', ')}`
      throw new HttpError('validation_failed', 'The query is invalid.', { deep: [problem] })
    }
    const callOptions = callOptionsOf(c, client, onEvent)
    const reached = await Promise.all(requested.map(async (id) => [id, await probe(client, id, callOptions)] as const))
    const all = reached.every(([, result]) => result === 'reached')
    const provider = Object.fromEntries(reached)
    return c.json({ status: all ? 'ready' : 'unreachable', ...ready, provider }, all ? 200 : 503)
  })
}

/** Returns `reached`, or an error code. */
async function probe(client: Client, dataCenter: DataCenter, callOptions: BoundedCallOptions): Promise<string> {
  const { sandboxUrl, send } = internalsOf(client)
  const draft = new RequestDraft(`${apiBaseUrl(dataCenter, sandboxUrl)}/v1/userinfo`, {
    headers: { accept: 'application/json', authorization: 'Bearer none' },
  })
  try {
    await send(draft, { operation: PROBE, dataCenter }, callOptions)
    return 'reached'
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return error.providerStatus !== undefined && error.providerStatus < 500 ? 'reached' : error.code
  }
}
