/**
 * The backend of an application of somebody's own, in this process: it has the person's session, their tokens and an API key,
 * and calls the service as its description says.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, refreshTokens } from '../../src/index.ts'
import type { Surroundings } from './application.ts'
import { hasKey, type KeyName } from './plan.ts'
import { OPERATIONS, type Operation, type Reply, readReply } from './service-response.ts'

/** A backend, as far as one person needs it. */
export interface Backend {
  /** Takes the tokens of an account into the person's session. */
  connect(account: string): Promise<void>
  /** Calls the service for the person of the session. */
  call<Name extends Operation>(operation: Name, fields: object): Promise<Reply<Name>>
}

interface Session {
  readonly subject: string
  readonly accessToken: string
  readonly refreshToken: string
}

/** How often a backend that is patient calls again, and how long it waits for that at most. */
const REPEATS = 2
const LONGEST_WAIT_MS = 1000
const SHORT_WAIT_MS = 100

/** Longer than any step of the worker may take. */
const PATIENCE_MS = 45_000

/** What may be over when the call is repeated: every call of the service may be. */
const PASSING: readonly number[] = [502, 503, 504]

/** Sets a backend up. */
export function createBackend({ plan, sandboxUrl, secrets, worker, inspect, hear }: Surroundings): Backend {
  const { dataCenter } = plan
  const provider = createClient({ sandboxUrl })
  let session: Session = { subject: '', accessToken: '', refreshToken: '' }
  const isEverywhere = hasKey(plan.begins, 'k2') && hasKey(plan.completes, 'k2')
  let apiKey: KeyName = plan.movesOver === 'early' && isEverywhere ? 'k2' : 'k1'

  async function ask<Name extends Operation>(operation: Name, key: KeyName, fields: object) {
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
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const { status, headers } = response
    const text = await response.text()
    inspect(`${[...headers].join('\n')}\n${text}`, status === 200 ? 'person' : 'operator')
    const reply = readReply(operation, { status, type: headers.get('content-type') ?? '', text })
    return { status, retryAfter: headers.get('retry-after'), reply }
  }

  /** Whether there is a new access token. */
  async function refresh(): Promise<boolean> {
    const { clientId, clientSecret } = secrets
    const { refreshToken } = session
    try {
      const renewed = await refreshTokens(provider, { dataCenter, clientId, clientSecret }, { refreshToken })
      session = { ...session, accessToken: renewed.accessToken, refreshToken: renewed.refreshToken ?? refreshToken }
      return true
    } catch {
      return false
    }
  }

  async function call<Name extends Operation>(operation: Name, fields: object): Promise<Reply<Name>> {
    let isRefreshed = false
    let repeats = plan.isPatient ? REPEATS : 0
    for (;;) {
      const { name } = worker()
      const key = apiKey
      const { status, retryAfter, reply } = await ask(operation, key, fields)
      const lost = (what: string): Reply<Name> => ({ word: { kind: 'nothing', what } })
      if (hasKey(name, key) !== (status !== 401)) {
        return lost(`${status} of worker ${name} for API key ${key}`)
      }
      if (!('word' in reply)) return reply
      if (status === 401) {
        apiKey = key === 'k1' ? 'k2' : 'k1'
      } else if (reply.word.kind === 'error' && reply.word.code === 'account_token_rejected' && !isRefreshed) {
        isRefreshed = true
        if (!(await refresh())) return reply
      } else if (PASSING.includes(status) && repeats > 0) {
        repeats -= 1
        const waitMs = retryAfter === null ? SHORT_WAIT_MS : Number(retryAfter) * 1000
        if (waitMs > LONGEST_WAIT_MS) return reply
        await sleep(waitMs)
      } else {
        return reply
      }
      hear(reply.word)
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
