/**
 * Calls the service as a backend does, with an API key that is replaced while keys are rotated. It repeats a call after a temporary
 * error of the service.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApplicationContext } from './application.ts'
import { OPERATIONS, type Operation, parseServiceResponse, type ServiceResponse } from './service-response.ts'
import { hasKey, type KeyName } from './worker-keys.ts'

/**
 * Calls an operation.
 *
 * @param options.repeat Whether the call may be repeated. @default true
 */
export type CallService = <Name extends Operation>(
  operation: Name,
  body: object,
  options?: { repeat: boolean },
) => Promise<ServiceResponse<Name>>

/** The number of retries, and the longest `Retry-After` for which a backend waits. */
const MAX_RETRIES = 2
const MAX_WAIT_MS = 1000
const DEFAULT_WAIT_MS = 100

/** Longer than any step of the worker may take. */
const CALL_TIMEOUT_MS = 45_000

/** Statuses of temporary errors. A repeated call can succeed. */
const TEMPORARY_STATUSES: readonly number[] = [502, 503, 504]

/** The tokens in a result. A backend may receive them, but a browser may not. */
const TOKENS_OF_RESULT = /"tokens":\{[^}]*\}/

/** Creates the function with which a backend calls the service. */
export function createServiceCaller({
  plan,
  secrets,
  worker,
  inspect,
  onIntermediateResult,
}: Pick<ApplicationContext, 'plan' | 'secrets' | 'worker' | 'inspect' | 'onIntermediateResult'>): CallService {
  const acceptsNewKey = hasKey(plan.beginWorker, 'k2') && hasKey(plan.completeWorker, 'k2')
  let apiKey: KeyName = plan.keySwitch === 'early' && acceptsNewKey ? 'k2' : 'k1'

  async function send<Name extends Operation>(operation: Name, key: KeyName, body: object) {
    const response = await fetch(`${worker().url}${OPERATIONS[operation].path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secrets.apiKeys[key]}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    })
    const { status, headers } = response
    const text = await response.text()
    const mayHaveTokens = status === 200 && (operation === 'completeConnection' || operation === 'refresh')
    const inspected = mayHaveTokens ? text.replace(TOKENS_OF_RESULT, '') : text
    inspect(`${[...headers].join('\n')}\n${inspected}`, status === 200 ? 'backend' : 'operator')
    const reply = parseServiceResponse(operation, { status, type: headers.get('content-type') ?? '', text })
    return { status, retryAfter: headers.get('retry-after'), reply }
  }

  return async (operation, body, { repeat } = { repeat: true }) => {
    let retriesLeft = repeat && plan.retries ? MAX_RETRIES : 0
    for (;;) {
      const { name } = worker()
      const key = apiKey
      const { status, retryAfter, reply } = await send(operation, key, body)
      if (hasKey(name, key) !== (status !== 401)) {
        return { failure: { kind: 'unexpected', description: `${status} from worker ${name} for API key ${key}` } }
      }
      if (!('failure' in reply)) return reply
      if (status === 401) {
        apiKey = key === 'k1' ? 'k2' : 'k1'
      } else if (TEMPORARY_STATUSES.includes(status) && retriesLeft > 0) {
        retriesLeft -= 1
        const waitMs = retryAfter === null ? DEFAULT_WAIT_MS : Number(retryAfter) * 1000
        if (waitMs > MAX_WAIT_MS) return reply
        await sleep(waitMs)
      } else {
        return reply
      }
      onIntermediateResult(reply.failure)
    }
  }
}
