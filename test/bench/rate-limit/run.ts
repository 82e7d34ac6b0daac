/**
 * Many flows at once, while the emulator responds to a share of the calls with 429.
 *
 * @module
 */
import { createSandbox, defaultSeed } from '../../../edge/sandbox/index.ts'
import { connectAccount } from '../emulator.ts'
import { ACCEPTED } from '../flows.ts'
import { createSharedTime } from './shared-time.ts'
import { createModuleUsers, createServiceUsers, type RunFlow, type Surroundings } from './users.ts'

const APPLICATIONS: Readonly<Record<'module' | 'service', (surroundings: Surroundings) => RunFlow>> = {
  module: createModuleUsers,
  service: createServiceUsers,
}

/** The maximum number of calls, as a multiple of {@link LimitedRun.minimum}. */
export const MAX_OF_MINIMUM = 1.2

const LIMITED_ROUTES = ['GET /v1/calendars', 'POST /v1/permissions'] as const

export interface LimitedRunOptions {
  readonly application: keyof typeof APPLICATIONS
  readonly flows: number
  /** The share of calls that the emulator rejects. In each run, it rejects the same calls of a route, by their order of arrival. */
  readonly share: number
  /** The `Retry-After` of each 429. Undefined for none. Cronofy documents none. */
  readonly retryAfterSeconds?: number
}

export interface LimitedRun {
  /** Flows whose outcome is verified as granted. */
  readonly granted: number
  /** Calls to Cronofy, the rejected ones included. */
  readonly calls: number
  /** Calls that the emulator rejected with 429. */
  readonly rejected: number
  /**
   * The number of calls until every call of every flow has succeeded once, if a `share` of the calls is rejected. A client needs more
   * if a step starts over, because the step repeats calls that had succeeded.
   */
  readonly minimum: number
  /** Steps that ended with an error, after which a user or a backend had to try again. */
  readonly errors: number
  /** Calls that came before the `Retry-After` of the flow's last response had passed. */
  readonly early: number
}

export async function runLimited(options: LimitedRunOptions): Promise<LimitedRun> {
  const { application, flows, share, retryAfterSeconds } = options
  const time = createSharedTime(flows)
  const names = Array.from({ length: flows }, (_, index) => `user${index}`)
  const sandbox = createSandbox({
    now: time.now,
    seed: { ...defaultSeed, accounts: names.map(createAccount) },
    faults: LIMITED_ROUTES.map((route) => ({
      route,
      fault: 'status',
      status: 429,
      share,
      ...(retryAfterSeconds !== undefined && { retry_after: String(retryAfterSeconds) }),
    })),
  })
  const tokens = await Promise.all(names.map((name) => connectAccount(sandbox, name)))
  const counts = { calls: 0, rejected: 0, errors: 0, early: 0 }
  const notBeforeMs = new Map<string | null, number>()
  const runFlow = APPLICATIONS[application]({
    sandbox,
    time,
    countError: () => {
      counts.errors += 1
    },
    fetch: async (request) => {
      const token = request.headers.get('authorization')
      counts.calls += 1
      if (time.now() < (notBeforeMs.get(token) ?? 0)) counts.early += 1
      const response = await sandbox.fetch(request)
      if (response.status === 429) {
        counts.rejected += 1
        notBeforeMs.set(token, time.now() + (retryAfterSeconds ?? 0) * 1000)
      }
      return response
    },
  })
  const statuses = await Promise.all(
    tokens.map(({ dataCenter, accessToken }, index) =>
      runFlow({ dataCenter, accessToken, subject: names[index] ?? '' }).finally(time.endFlow),
    ),
  )
  return {
    ...counts,
    granted: statuses.filter((status) => status === 'granted').length,
    minimum: Math.round((ACCEPTED.limits.calls * flows) / (1 - share)),
  }
}

function createAccount(name: string): (typeof defaultSeed)['accounts'][number] {
  const calendars = [{ id: 'work', name: 'Work' }]
  return { name, description: name, profiles: [{ id: name, provider: 'google', name, calendars }] }
}
