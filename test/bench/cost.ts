/**
 * Calculates the cost of one million flows a day with the platforms' published prices, and the first limit of each plan.
 *
 * The prices are from stored copies of the pages, because a benchmark uses no network. Check the pages before you rely on them.
 *
 * @module
 */
import { measuredRow, type Row, type Table } from './figures.ts'
import { ACCEPTED } from './flows.ts'
import { flowsWithinQuota, QUOTA } from './quota.ts'

const DAYS_A_MONTH = 30
const FLOWS_A_MONTH = 1e6 * DAYS_A_MONTH

/** A flow of the module has two requests: `start` and `return`. */
const REQUESTS_A_FLOW = 2

/** An estimate: both steps took 2.4 ms in workerd (see the section `overhead`), but the platforms have other processors. */
const CPU_MS_A_FLOW = 3

/** An estimate: two responses and three requests to Cronofy have 2.3 kB of HTTP, without TLS. */
const EGRESS_KB_A_FLOW = 5

/** `src/content/docs/workers/platform/pricing.mdx` of github.com/cloudflare/cloudflare-docs at commit 07acbb66. */
const WORKERS = { base: 5, requests: { included: 10e6, perMillion: 0.3 }, cpuMs: { included: 30e6, perMillion: 0.02 } }
const WORKERS_FREE = { requestsADay: 100_000 }

/** The monthly allowance of a plan of Deno Deploy. */
interface DenoPlan {
  readonly requests: number
  readonly cpuHours: number
  readonly gibHours: number
  readonly egressGib: number
}

/** https://deno.com/deploy/pricing, from a transcription of 2026-09-01. */
const DENO_FREE: DenoPlan = { requests: 1e6, cpuHours: 10, gibHours: 150, egressGib: 20 }
const DENO_PRO: DenoPlan = { requests: 5e6, cpuHours: 50, gibHours: 750, egressGib: 200 }

/** US dollars, from a transcription of 2026-05-05. The later one has no prices for usage above a plan. */
const DENO_PRICES = { base: 20, millionRequests: 2, cpuHour: 0.05, gibHour: 0.016, egressGib: 0.5 }

/** Deno Deploy counts this much memory while an application is loaded. It unloads it 20 to 30 s after the last request. */
const DENO_GIB = 768 / 1024
const DENO_IDLE_SECONDS = 30

const CALLS_A_FLOW = ACCEPTED.limits.calls

/** Returns the cost in US dollars a month. */
export function costTable(): Table {
  const requests = FLOWS_A_MONTH * REQUESTS_A_FLOW
  const cpuMs = FLOWS_A_MONTH * CPU_MS_A_FLOW
  const cpuHours = cpuMs / 3_600_000
  const egressGib = (FLOWS_A_MONTH * EGRESS_KB_A_FLOW * 1000) / 2 ** 30
  const workers =
    WORKERS.base +
    (excess(requests, WORKERS.requests.included) / 1e6) * WORKERS.requests.perMillion +
    (excess(cpuMs, WORKERS.cpuMs.included) / 1e6) * WORKERS.cpuMs.perMillion
  const deno =
    DENO_PRICES.base +
    (excess(requests, DENO_PRO.requests) / 1e6) * DENO_PRICES.millionRequests +
    excess(cpuHours, DENO_PRO.cpuHours) * DENO_PRICES.cpuHour +
    excess(ALWAYS_LOADED, DENO_PRO.gibHours) * DENO_PRICES.gibHour +
    excess(egressGib, DENO_PRO.egressGib) * DENO_PRICES.egressGib
  const rows = [
    measuredRow('Cloudflare Workers, paid plan', [workers], {
      note:
        `${WORKERS.base} + (${requests / 1e6} − 10) million requests × ${WORKERS.requests.perMillion} + ` +
        `(${cpuMs / 1e6} − 30) million ms of CPU × ${WORKERS.cpuMs.perMillion}; calls to Cronofy and egress cost nothing`,
    }),
    measuredRow('Deno Deploy, Pro', [deno], {
      note:
        `${DENO_PRICES.base} + (${requests / 1e6} − 5) million requests × ${DENO_PRICES.millionRequests}; ` +
        `${cpuHours.toFixed(0)} hours of CPU of ${DENO_PRO.cpuHours}, ${ALWAYS_LOADED} GiB-hours of memory of ` +
        `${DENO_PRO.gibHours} (one application, always loaded; a second in another region would be ` +
        `${(excess(2 * ALWAYS_LOADED, DENO_PRO.gibHours) * DENO_PRICES.gibHour).toFixed(2)} more) and ` +
        `${egressGib.toFixed(0)} GiB of egress of ${DENO_PRO.egressGib} are included`,
    }),
  ]
  return { figure: 'one million flows a day', ours: 'US $ a month', rows }
}

/** A limit, and the flows a day that it allows. That is infinite if it does not count flows, or if more can be paid for. */
interface PlanLimit {
  readonly limit: string
  readonly flowsADay: number
  readonly note: string
}

const UNLIMITED = Number.POSITIVE_INFINITY
const ALWAYS_LOADED = DENO_GIB * 24 * DAYS_A_MONTH

/** Returns the limits of each plan in flows a day, and marks the first one. */
export function limitTable(): Table {
  const quota = flowsWithinQuota(CALLS_A_FLOW, 1)
  const plans: readonly (readonly [plan: string, limits: readonly PlanLimit[]])[] = [
    ['Workers, free', workersFree()],
    ['Workers, paid', workersPaid()],
    ['Deno Deploy, Free', denoFree()],
    ['Deno Deploy, Pro', denoPro()],
  ]
  const firstOf = (limits: readonly PlanLimit[]) => Math.min(...limits.map(({ flowsADay }) => flowsADay))
  const rows: Row[] = plans.flatMap(([plan, limits]) =>
    limits.map(({ limit, flowsADay, note }) => {
      const first = flowsADay === firstOf(limits) && flowsADay < quota
      return measuredRow(`${plan}: ${limit}`, [Math.round(flowsADay)], { note: first ? `**first**; ${note}` : note })
    }),
  )
  const behind = plans.filter(([, limits]) => firstOf(limits) > quota).map(([plan]) => plan)
  rows.push(
    measuredRow("the provider's default quota", [quota], {
      note:
        `**first** on ${behind.join(' and ')}; ${QUOTA.perMinute} calls a minute for the whole application, ${CALLS_A_FLOW} a ` +
        `flow, spread evenly, and no more than ${QUOTA.perSecond} in a second. One million a day needs ${(1e6 / quota).toFixed(1)} times that: ` +
        'ask Cronofy first',
    }),
  )
  return { figure: 'limit of a plan', ours: 'flows a day', rows }
}

function workersFree(): PlanLimit[] {
  const { requestsADay } = WORKERS_FREE
  const requests = { flowsADay: requestsADay / REQUESTS_A_FLOW, note: '100,000 a day' }
  return [
    { limit: 'requests', ...requests },
    { limit: 'CPU of a request', flowsADay: UNLIMITED, note: COLD_START_NOTE },
  ]
}

const COLD_START_NOTE =
  '10 ms for each request, however many there are. A warm step takes about 1 ms here, and the first one of an isolate 8 to 13 ms (sections ' +
  '`startup` and `before and after`). Cloudflare may end a request that takes longer. If most users find a new isolate, this limit comes first.'

function workersPaid(): PlanLimit[] {
  return [
    { limit: 'requests', flowsADay: UNLIMITED, note: '10 million a month are included, then paid for' },
    {
      limit: 'CPU',
      flowsADay: UNLIMITED,
      note: '30 million ms a month are included, then paid for; 30 s a request by default',
    },
  ]
}

function denoFree(): PlanLimit[] {
  const { requests, cpuHours, gibHours, egressGib } = toFlows(DENO_FREE)
  return [
    { limit: 'memory time', flowsADay: gibHours, note: memoryNote(DENO_FREE) },
    { limit: 'requests', flowsADay: requests, note: `1 million a month; the application is then always loaded` },
    { limit: 'egress', flowsADay: egressGib, note: `${DENO_FREE.egressGib} GiB a month` },
    { limit: 'CPU', flowsADay: cpuHours, note: `${DENO_FREE.cpuHours} hours a month` },
  ]
}

function memoryNote({ gibHours }: DenoPlan): string {
  return (
    `${gibHours} GiB-hours a month; ${DENO_GIB} for each hour that the application is loaded, which it is for up to ` +
    `${DENO_IDLE_SECONDS} s after a request. Always loaded it takes ${ALWAYS_LOADED}. With requests at random times, in one region`
  )
}

function denoPro(): PlanLimit[] {
  const { requests, cpuHours, egressGib } = toFlows(DENO_PRO)
  const paid = (flows: number) => `${Math.round(flows).toLocaleString('en')} flows a day are included, then paid for`
  return [
    { limit: 'requests', flowsADay: UNLIMITED, note: `5 million a month: ${paid(requests)}` },
    {
      limit: 'memory time',
      flowsADay: UNLIMITED,
      note: `${DENO_PRO.gibHours} GiB-hours a month: one application that is always loaded (${ALWAYS_LOADED}) is included`,
    },
    { limit: 'egress', flowsADay: UNLIMITED, note: `${DENO_PRO.egressGib} GiB a month: ${paid(egressGib)}` },
    { limit: 'CPU', flowsADay: UNLIMITED, note: `${DENO_PRO.cpuHours} hours a month: ${paid(cpuHours)}` },
  ]
}

/** Returns the flows a day that each part of a plan allows. */
function toFlows({ requests, cpuHours, gibHours, egressGib }: DenoPlan): Record<keyof DenoPlan, number> {
  return {
    requests: requests / REQUESTS_A_FLOW / DAYS_A_MONTH,
    cpuHours: (cpuHours * 3_600_000) / CPU_MS_A_FLOW / DAYS_A_MONTH,
    gibHours: loadedFlows(Math.min(1, gibHours / ALWAYS_LOADED)),
    egressGib: (egressGib * 2 ** 30) / (EGRESS_KB_A_FLOW * 1000) / DAYS_A_MONTH,
  }
}

/**
 * Returns the flows a day that keep an application loaded for `share` of the time. Requests come at random times. The application is
 * unloaded if no request came in the last `seconds`, which has the probability exp(−rate × seconds).
 */
function loadedFlows(share: number): number {
  const requestsASecond = -Math.log(1 - share) / DENO_IDLE_SECONDS
  return (requestsASecond * 86_400) / REQUESTS_A_FLOW
}

function excess(used: number, included: number): number {
  return Math.max(0, used - included)
}

/** The sources of the prices, and their limitations. */
export const COST_NOTES: readonly string[] = [
  'A flow of these tables is one of the module: two requests. A flow of the connect app takes nine, with its pages, its stylesheet, ' +
    'and the sign-in. A plan that counts requests is enough for less than a quarter of them. 3 ms of CPU and 5 kB of egress for each ' +
    'flow are guesses. 2 ms were measured here, and 2.3 kB of HTTP were counted without TLS.',
  'Prices and limits of Workers are from `src/content/docs/workers/platform/pricing.mdx` in ' +
    '<https://github.com/cloudflare/cloudflare-docs> at commit 07acbb66. Its other limits are far away: a URL may have 16 KB, and a ' +
    'redirect URI for 250 calendars has less than 2 KB. An isolate may open 6 connections at once, and a step opens one.',
  'Two transcriptions of <https://deno.com/deploy/pricing> by others disagree. The one of 2026-09-01 is used here: 10 hours of CPU and ' +
    '150 GiB-hours of memory on Free, 50 and 750 on Pro. It counts 768 MB for each second that an application is loaded, and unloads an ' +
    'idle one after 20 to 30 s. The one of 2026-05-05 (api-evangelist/deno on GitHub, which says that it was generated) has 15 and 350 ' +
    'on Free, and 40 and 1,000 on Pro. Prices above a plan are from there. With both, memory is the first limit on Free.',
]
