/**
 * Draws the faults of a flow, and the step of each. All faults of the emulator occur. Delays are short in all but about one percent
 * of the flows, so that ten thousand flows take minutes.
 *
 * @module
 */
import type { FaultEntry, FaultName, FaultRoute } from '../../edge/sandbox/index.ts'
import type { Rng } from './rng.ts'

/** The steps at which faults are set, and removed again. */
export type Step = 'connect' | 'choose' | 'start' | 'decide' | 'return' | 'outcome' | 'end'

/** The faults of a step. */
export type FaultPlan = Readonly<Partial<Record<Step, readonly FaultEntry[]>>>

const LIST_CALENDARS = 'GET /v1/calendars'
const REQUEST_TOKEN = 'POST /oauth/token'
const REQUEST_PERMISSIONS = 'POST /v1/permissions'
const SUBMIT_DECISION = 'POST /permissions/{id}'

/** `Retry-After` in every form: 0, soon, too late for any client, a date, and an invalid value. */
const RETRY_AFTER = [
  '0',
  '1',
  '3600',
  '-1',
  'soon',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Fri, 31 Dec 2100 23:59:59 GMT',
  '1.5',
  '2',
  '',
] as const

/** The statuses of the emulator's faults. */
const STATUSES = [429, 503, 500, 502, 504, 400, 401, 402, 403, 404, 422, 423] as const

/** Faults of a response that any operation can have. */
const RESPONSE_FAULTS = {
  status: 10,
  slow_headers: 3,
  slow_body: 3,
  reset: 3,
  truncated_body: 3,
  content_type: 3,
  html: 2,
  empty: 2,
  redirect: 3,
  deeply_nested_json: 3,
  oversized_json: 3,
  endless_body: 2,
} as const satisfies Partial<Record<FaultName, number>>

/** Faults that only a permission request can have. */
const PERMISSIONS_FAULTS = {
  ...RESPONSE_FAULTS,
  response_timeout: 60,
  url_and_accepted: 20,
  neither_url_nor_accepted: 20,
  foreign_url: 34,
} as const

type ResponseFault = keyof typeof PERMISSIONS_FAULTS

/** The user's decision, as far as faults depend on it. */
export type PlannedDecision = 'accepts' | 'rejects' | 'at once' | 'not'

/** Draws the faults of one flow. */
export function planFaults(rng: Rng, decision: PlannedDecision): FaultPlan {
  const step = rng.pickWeighted({
    connect: 2,
    choose: 2,
    start: 11,
    decide: decision === 'rejects' ? 20 : 10,
    return: 12,
    outcome: 7,
    refresh: 4,
  })
  const times = 1 + rng.integerBelow(3)
  const frequency = rng.next() < 0.8 ? { count: times } : { share: 0.5 }
  const readFault = () => createFault(rng, LIST_CALENDARS, rng.pickWeighted(RESPONSE_FAULTS), frequency)
  switch (step) {
    case 'connect':
      return {
        connect: [
          createFault(rng, REQUEST_TOKEN, rng.pickWeighted({ ...RESPONSE_FAULTS, response_timeout: 2 }), { count: 1 }),
        ],
      }
    case 'choose':
      return { choose: [readFault()] }
    case 'start': {
      if (rng.next() < 0.3) return { start: [readFault()] }
      return {
        start: [
          createFault(rng, REQUEST_PERMISSIONS, rng.pickWeighted(PERMISSIONS_FAULTS), {
            count: rng.next() < 0.7 ? 1 : 2,
          }),
        ],
      }
    }
    case 'decide':
      return planDecision(rng, decision, readFault)
    case 'return':
      return { return: [readFault()] }
    case 'outcome':
      return { outcome: [readFault()] }
    case 'refresh':
      return planRefresh(rng)
  }
}

function planDecision(rng: Rng, decision: PlannedDecision, readFault: () => FaultEntry): FaultPlan {
  const late = { fault: 'delayed_grant', count: 1, reads: 1 + rng.integerBelow(5) } as const
  switch (decision) {
    case 'rejects':
      return { decide: [{ route: SUBMIT_DECISION, fault: 'append_error_naively', count: 1 }] }
    case 'at once':
      return { start: [{ route: REQUEST_PERMISSIONS, ...late }] }
    case 'accepts':
      // Half of the late decisions also have a fault in the return step.
      return { decide: [{ route: SUBMIT_DECISION, ...late }], ...(rng.next() < 0.5 && { return: [readFault()] }) }
    case 'not':
      return { return: [readFault()] }
  }
}

/** Rejects the token once. The refresh then works, rotates the refresh token, or also fails. */
function planRefresh(rng: Rng): FaultPlan {
  const step = rng.pick(['choose', 'start', 'return', 'outcome'])
  const rejected: FaultEntry = {
    route: LIST_CALENDARS,
    fault: 'status',
    status: 401,
    body: rng.pick(['json', 'empty']),
    count: 1,
  }
  const roll = rng.next()
  if (roll < 0.7) return { [step]: [rejected, { route: REQUEST_TOKEN, fault: 'rotate_refresh_token', count: 1 }] }
  if (roll < 0.8) return { [step]: [rejected] }
  return { [step]: [rejected, createFault(rng, REQUEST_TOKEN, rng.pickWeighted(RESPONSE_FAULTS), { count: 1 })] }
}

/** Draws a fault of one response of a token endpoint. */
export function createResponseFault(rng: Rng, route: 'POST /oauth/token' | 'POST /oauth/token/revoke'): FaultEntry {
  const { empty: _, ...faults } = RESPONSE_FAULTS
  return createFault(rng, route, rng.pickWeighted({ ...faults, response_timeout: 2 }), { count: 1 })
}

type FaultFrequency = { readonly count: number } | { readonly share: number }

function createFault(rng: Rng, route: FaultRoute, fault: ResponseFault, frequency: FaultFrequency): FaultEntry {
  const common = { route, ...frequency }
  switch (fault) {
    case 'status': {
      const status = rng.pick(STATUSES)
      const mayHaveRetryAfter = status === 429 || status === 503
      return {
        ...common,
        fault,
        status,
        body: rng.pick(['json', 'json', 'empty', 'html']),
        ...(mayHaveRetryAfter && rng.next() < 0.8 && { retry_after: rng.pick(RETRY_AFTER) }),
      }
    }
    case 'slow_headers':
    case 'slow_body':
      return { ...common, fault, ms: 20 + rng.integerBelow(150) }
    case 'response_timeout':
      // Half of them last until the worker's timeout of eight seconds.
      return rng.next() < 0.5 ? { ...common, fault } : { ...common, fault, ms: 20 + rng.integerBelow(150) }
    case 'content_type':
      return { ...common, fault, content_type: rng.pick(['text/html', 'text/plain', 'application/octet-stream', '']) }
    case 'redirect':
      return {
        ...common,
        fault,
        status: rng.pick([302, 307, 308]),
        location: rng.pick(['https://attacker.example/', 'http://127.0.0.1:9/', '/sandbox/accounts']),
      }
    case 'deeply_nested_json':
      return { ...common, fault, depth: rng.pick([50, 2_000, 100_000]) }
    case 'oversized_json':
      return { ...common, fault, bytes: rng.pick([1_000, 300_000, 5_000_000]) }
    case 'foreign_url':
      return {
        ...common,
        fault,
        url: rng.pick([
          'https://attacker.example/permissions/1',
          'https://app.cronofy.com.attacker.example/',
          'http://127.0.0.1:9/permissions/1',
          'javascript:alert(1)',
          'not a URL',
        ]),
      }
    case 'reset':
    case 'truncated_body':
    case 'html':
    case 'empty':
    case 'endless_body':
    case 'url_and_accepted':
    case 'neither_url_nor_accepted':
      return { ...common, fault }
  }
}
