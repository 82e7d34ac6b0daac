/**
 * Which faults a flow meets, and at which step of it. Every one of the sandbox's faults is here; the waits are short, but for
 * one in some hundred, so that ten thousand flows take minutes.
 *
 * @module
 */
import type { FaultEntry, FaultName, FaultRoute } from '../../edge/sandbox/index.ts'
import type { Chance } from './rng.ts'

/** The steps at which faults are set, and taken away again. */
export type Step = 'connect' | 'choose' | 'start' | 'decide' | 'return' | 'outcome'

/** The faults of a step. */
export type FaultPlan = Readonly<Partial<Record<Step, readonly FaultEntry[]>>>

const READ = 'GET /v1/calendars'
const TOKEN = 'POST /oauth/token'
const ASK = 'POST /v1/permissions'
const DECIDE = 'POST /permissions/{id}'

/** `Retry-After` in every form: at once, soon, later than anybody waits, a date, and nonsense. */
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

/** All that the sandbox has. */
const STATUSES = [429, 503, 500, 502, 504, 400, 401, 402, 403, 404, 422, 423] as const

/** Faults of an answer that any operation can have. */
const ANSWERS = {
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

/** And those of the question itself. */
const ASKED = {
  ...ANSWERS,
  response_timeout: 60,
  url_and_accepted: 20,
  neither_url_nor_accepted: 20,
  foreign_url: 34,
} as const

type AnswerFault = keyof typeof ASKED

/** How the person decides, as far as a fault may depend on it. */
export type Decides = 'accepts' | 'rejects' | 'at once' | 'not'

/** Draws the faults of one flow. */
export function planFaults(chance: Chance, decides: Decides): FaultPlan {
  const step = chance.weighted({
    connect: 2,
    choose: 2,
    start: 11,
    decide: decides === 'rejects' ? 20 : 10,
    return: 12,
    outcome: 7,
    refresh: 4,
  })
  const times = 1 + chance.below(3)
  const aim = chance.next() < 0.8 ? { count: times } : { share: 0.5 }
  const readFault = () => answerFault(chance, READ, chance.weighted(ANSWERS), aim)
  switch (step) {
    case 'connect':
      return {
        connect: [answerFault(chance, TOKEN, chance.weighted({ ...ANSWERS, response_timeout: 2 }), { count: 1 })],
      }
    case 'choose':
      return { choose: [readFault()] }
    case 'start': {
      if (chance.next() < 0.3) return { start: [readFault()] }
      return { start: [answerFault(chance, ASK, chance.weighted(ASKED), { count: chance.next() < 0.7 ? 1 : 2 })] }
    }
    case 'decide':
      return planDecision(chance, decides, readFault)
    case 'return':
      return { return: [readFault()] }
    case 'outcome':
      return { outcome: [readFault()] }
    case 'refresh':
      return planRefresh(chance)
  }
}

function planDecision(chance: Chance, decides: Decides, readFault: () => FaultEntry): FaultPlan {
  const late = { fault: 'delayed_grant', count: 1, reads: 1 + chance.below(5) } as const
  switch (decides) {
    case 'rejects':
      return { decide: [{ route: DECIDE, fault: 'append_error_naively', count: 1 }] }
    case 'at once':
      return { start: [{ route: ASK, ...late }] }
    case 'accepts':
      // Half of the late ones meet a fault on the way back as well.
      return { decide: [{ route: DECIDE, ...late }], ...(chance.next() < 0.5 && { return: [readFault()] }) }
    case 'not':
      return { return: [readFault()] }
  }
}

/** The token is rejected once; then the refresh works, rotates, or fails as well. */
function planRefresh(chance: Chance): FaultPlan {
  const at = chance.one(['choose', 'start', 'return', 'outcome'])
  const rejected: FaultEntry = {
    route: READ,
    fault: 'status',
    status: 401,
    body: chance.one(['json', 'empty']),
    count: 1,
  }
  const draw = chance.next()
  if (draw < 0.7) return { [at]: [rejected, { route: TOKEN, fault: 'rotate_refresh_token', count: 1 }] }
  if (draw < 0.8) return { [at]: [rejected] }
  return { [at]: [rejected, answerFault(chance, TOKEN, chance.weighted(ANSWERS), { count: 1 })] }
}

type Aim = { readonly count: number } | { readonly share: number }

function answerFault(chance: Chance, route: FaultRoute, fault: AnswerFault, aim: Aim): FaultEntry {
  const at = { route, ...aim }
  switch (fault) {
    case 'status': {
      const status = chance.one(STATUSES)
      const invited = status === 429 || status === 503
      return {
        ...at,
        fault,
        status,
        body: chance.one(['json', 'json', 'empty', 'html']),
        ...(invited && chance.next() < 0.8 && { retry_after: chance.one(RETRY_AFTER) }),
      }
    }
    case 'slow_headers':
    case 'slow_body':
      return { ...at, fault, ms: 20 + chance.below(150) }
    case 'response_timeout':
      // Half of them keep the worker waiting until it gives up, which takes it eight seconds.
      return chance.next() < 0.5 ? { ...at, fault } : { ...at, fault, ms: 20 + chance.below(150) }
    case 'content_type':
      return { ...at, fault, content_type: chance.one(['text/html', 'text/plain', 'application/octet-stream', '']) }
    case 'redirect':
      return {
        ...at,
        fault,
        status: chance.one([302, 307, 308]),
        location: chance.one(['https://attacker.example/', 'http://127.0.0.1:9/', '/sandbox/accounts']),
      }
    case 'deeply_nested_json':
      return { ...at, fault, depth: chance.one([50, 2_000, 100_000]) }
    case 'oversized_json':
      return { ...at, fault, bytes: chance.one([1_000, 300_000, 5_000_000]) }
    case 'foreign_url':
      return {
        ...at,
        fault,
        url: chance.one([
          'https://attacker.example/permissions/1',
          'https://app.cronofy.com.attacker.example/',
          'http://127.0.0.1:9/permissions/1',
          'javascript:alert(1)',
          'not an address',
        ]),
      }
    case 'reset':
    case 'truncated_body':
    case 'html':
    case 'empty':
    case 'endless_body':
    case 'url_and_accepted':
    case 'neither_url_nor_accepted':
      return { ...at, fault }
  }
}
