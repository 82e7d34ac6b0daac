/**
 * The users of an application with the module, and of a backend that calls the service. After a step that fails because of Cronofy's
 * rate limit, they try again.
 *
 * @module
 */

import { createSeededRandom } from '../../../edge/sandbox/faults/seeded-random.ts'
import type { Sandbox } from '../../../edge/sandbox/index.ts'
import { createServiceWorker, readConfig } from '../../../edge/worker/service-worker.ts'
import type { Account } from '../../../src/account.ts'
import { createClient } from '../../../src/client/client.ts'
import { API_KEY, serviceEnvironment } from '../../helpers/service-test-env.ts'
import { WORKER } from '../../helpers/test-env.ts'
import { decide, SANDBOX_URL } from '../emulator.ts'
import { createModule, locationOf, openReturn, postStart, RETURN_TO } from '../module-app.ts'
import type { SharedTime } from './shared-time.ts'

/** The environment of an application. */
export interface Surroundings {
  readonly sandbox: Sandbox
  readonly time: SharedTime
  /** Calls Cronofy. */
  readonly fetch: (request: Request) => Promise<Response>
  /** Counts a step that failed because of the rate limit. */
  readonly countError: () => void
}

/** Runs the flow of one user. Returns the verified status, or undefined if the flow is lost. */
export type RunFlow = (account: Account) => Promise<string | undefined>

/** The error page asks users to wait this long. A backend waits this long if the response has no `Retry-After`. */
const WAIT_SECONDS = 60

/** After this number of attempts at one step, the flow counts as lost. */
const MAX_TRIES = 20

export function createModuleUsers({ sandbox, time, fetch, countError }: Surroundings): RunFlow {
  const accounts = new Map<string, Account>()
  const outcomes = new Map<string, string>()
  const app = createModule({
    client: createClient({ ...time, sandboxUrl: SANDBOX_URL, fetch, random: createSeededRandom(1) }),
    getAccount: (c) => accounts.get(c.req.header('x-user') ?? '') ?? null,
    onOutcome: (_, { subject, status }) => void outcomes.set(subject, status),
    onError: () => undefined,
  })

  /** After a step that failed, the user submits the form of the application's page again. */
  async function takeStep(first: () => Promise<Response>, start: () => Promise<Response>): Promise<string> {
    let url = locationOf(await first())
    for (let tries = 1; url.includes('permission_error=rate_limited') && tries < MAX_TRIES; tries++) {
      countError()
      await time.pause(WAIT_SECONDS * 1000)
      url = locationOf(await start())
    }
    return url
  }

  return async (account) => {
    const user = { 'x-user': account.subject }
    accounts.set(account.subject, account)
    const start = () => postStart(app, user)
    const url = await takeStep(start, start)
    if (!url.startsWith(RETURN_TO)) {
      const returnUrl = await decide(sandbox, url, { decision: 'accept' })
      await takeStep(() => openReturn(app, returnUrl, user), start)
    }
    return outcomes.get(account.subject)
  }
}

export function createServiceUsers({ sandbox, time, fetch, countError }: Surroundings): RunFlow {
  const worker = createServiceWorker({
    ...time,
    config: readConfig(serviceEnvironment()),
    fetch,
    log: () => undefined,
  })

  /** The backend waits as long as the response says, and repeats the call. */
  async function post<Result>(path: string, body: object): Promise<Result | undefined> {
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      const response = await worker.request(WORKER + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (response.status !== 503) return (await response.json()) as Result
      countError()
      await time.pause(Number(response.headers.get('retry-after') ?? WAIT_SECONDS) * 1000)
    }
    return undefined
  }

  return async ({ dataCenter, accessToken, subject }) => {
    const account = { data_center: dataCenter, access_token: accessToken, subject }
    const begun = await post<{ redirect: { url: string } }>('/permission-requests', { ...account, all_calendars: true })
    if (begun === undefined) return undefined
    const returnUrl = await decide(sandbox, begun.redirect.url, { decision: 'accept' })
    const end = new URL(locationOf(await worker.request(returnUrl)))
    const sealed_request = end.searchParams.get('sealed_request')
    const outcome = await post<{ status: string }>('/permission-requests/complete', { ...account, sealed_request })
    return outcome?.status
  }
}
