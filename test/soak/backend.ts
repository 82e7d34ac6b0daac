/**
 * The backend of an application of somebody's own, in this process: it has the person's session, their tokens and an API key,
 * and calls the service as its description says.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, refreshTokens } from '../../src/index.ts'
import type { ApplicationContext } from './application.ts'
import { hasKey, type KeyName } from './plan.ts'
import { OPERATIONS, type Operation, parseServiceResponse, type ServiceResponse } from './service-response.ts'

/** A backend, as far as one person needs it. */
export interface Backend {
  /** Takes the tokens of an account into the person's session. */
  connect(account: string): Promise<void>
  /** Calls the service for the person of the session. */
  call<Name extends Operation>(operation: Name, fields: object): Promise<ServiceResponse<Name>>
}

interface Session {
  readonly subject: string
  readonly accessToken: string
  readonly refreshToken: string
}

/** How often a backend that is patient calls again, and how long it waits for that at most. */
const MAX_RETRIES = 2
const MAX_WAIT_MS = 1000
const DEFAULT_WAIT_MS = 100

/** Longer than any step of the worker may take. */
const CALL_TIMEOUT_MS = 45_000

/** What may be over when the call is repeated: every call of the service may be. */
const TEMPORARY_STATUSES: readonly number[] = [502, 503, 504]

/** Sets a backend up. */
export function createBackend({
  plan,
  sandboxUrl,
  secrets,
  worker,
  inspect,
  onIntermediateResult,
}: ApplicationContext): Backend {
  const { dataCenter } = plan
  const provider = createClient({ sandboxUrl })
  let session: Session = { subject: '', accessToken: '', refreshToken: '' }
  const acceptsNewKey = hasKey(plan.beginWorker, 'k2') && hasKey(plan.completeWorker, 'k2')
  let apiKey: KeyName = plan.keySwitch === 'early' && acceptsNewKey ? 'k2' : 'k1'

  async function send<Name extends Operation>(operation: Name, key: KeyName, fields: object) {
    const { subject, accessToken } = session
    const response = await fetch(`${worker().url}${OPERATIONS[operation].path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secrets.apiKeys[key]}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        data_center: dataCenter,
        access_token: accessToken,
        ...(operation !== 'read' && { subject }),
        ...fields,
      }),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    })
    const { status, headers } = response
    const text = await response.text()
    inspect(`${[...headers].join('\n')}\n${text}`, status === 200 ? 'person' : 'operator')
    const reply = parseServiceResponse(operation, { status, type: headers.get('content-type') ?? '', text })
    return { status, retryAfter: headers.get('retry-after'), reply }
  }

  /** Whether there is a new access token. */
  async function refresh(): Promise<boolean> {
    const { clientId, clientSecret } = secrets
    const { refreshToken } = session
    try {
      const refreshed = await refreshTokens(provider, { dataCenter, clientId, clientSecret }, { refreshToken })
      session = { ...session, accessToken: refreshed.accessToken, refreshToken: refreshed.refreshToken ?? refreshToken }
      return true
    } catch {
      return false
    }
  }

  async function call<Name extends Operation>(operation: Name, fields: object): Promise<ServiceResponse<Name>> {
    let isRefreshed = false
    let retriesLeft = plan.retries ? MAX_RETRIES : 0
    for (;;) {
      const { name } = worker()
      const key = apiKey
      const { status, retryAfter, reply } = await send(operation, key, fields)
      const unexpected = (description: string): ServiceResponse<Name> => ({
        failure: { kind: 'unexpected', description },
      })
      if (hasKey(name, key) !== (status !== 401)) {
        return unexpected(`${status} of worker ${name} for API key ${key}`)
      }
      if (!('failure' in reply)) return reply
      if (status === 401) {
        apiKey = key === 'k1' ? 'k2' : 'k1'
      } else if (reply.failure.kind === 'error' && reply.failure.code === 'account_token_rejected' && !isRefreshed) {
        isRefreshed = true
        if (!(await refresh())) return reply
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

  return {
    call,
    async connect(account) {
      const response = await fetch(`${sandboxUrl}/sandbox/tokens?data_center=${dataCenter}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account, data_center: dataCenter }),
      })
      const tokens = (await response.json()) as { access_token: string; refresh_token: string }
      session = { subject: `user-${account}`, accessToken: tokens.access_token, refreshToken: tokens.refresh_token }
    },
  }
}
