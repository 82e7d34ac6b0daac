/**
 * What one million flows a day would cost, by the platforms' published prices, with the arithmetic.
 *
 * The prices are from stored copies, since nothing here reaches the network. Look at the pages before you rely on them.
 *
 * @module
 */
import { state, type Table } from './figures.ts'

const FLOWS_A_MONTH = 30_000_000

/** `start` and `return`. */
const REQUESTS_A_FLOW = 2

/** Both steps in workerd, rounded up: see the section `overhead`. */
const CPU_MS_A_FLOW = 3

/** Both answers, and three requests to the provider, one of which names ten calendars. */
const EGRESS_KB_A_FLOW = 5

/** https://developers.cloudflare.com/workers/platform/pricing/, from a stored copy of its source without a date. */
const WORKERS = { base: 5, requests: { included: 10e6, perMillion: 0.3 }, cpuMs: { included: 30e6, perMillion: 0.02 } }

/**
 * https://deno.com/deploy/pricing, plan Pro, from somebody else's transcription of 2026-05-05: less to be relied on.
 */
const DENO = {
  base: 20,
  requests: { included: 5e6, perMillion: 2 },
  cpuHours: { included: 40, each: 0.05 },
  egressGb: { included: 200, each: 0.5 },
}

/** Calls a minute that the provider allows an application by default. */
const QUOTA_A_MINUTE = 500
const CALLS_A_FLOW = 3

/** US dollars a month. */
export function costTable(): Table {
  const requests = FLOWS_A_MONTH * REQUESTS_A_FLOW
  const cpuMs = FLOWS_A_MONTH * CPU_MS_A_FLOW
  const cpuHours = cpuMs / 3_600_000
  const egressGb = (FLOWS_A_MONTH * EGRESS_KB_A_FLOW) / 1e6
  const workers =
    WORKERS.base +
    (over(requests, WORKERS.requests.included) / 1e6) * WORKERS.requests.perMillion +
    (over(cpuMs, WORKERS.cpuMs.included) / 1e6) * WORKERS.cpuMs.perMillion
  const deno =
    DENO.base +
    (over(requests, DENO.requests.included) / 1e6) * DENO.requests.perMillion +
    over(cpuHours, DENO.cpuHours.included) * DENO.cpuHours.each +
    over(egressGb, DENO.egressGb.included) * DENO.egressGb.each
  const rows = [
    state('Cloudflare Workers, paid plan', [workers], {
      note:
        `${WORKERS.base} + (${requests / 1e6} − 10) million requests × ${WORKERS.requests.perMillion} + ` +
        `(${cpuMs / 1e6} − 30) million ms of CPU × ${WORKERS.cpuMs.perMillion}; calls to the provider and egress cost nothing`,
    }),
    state('Deno Deploy, Pro', [deno], {
      note:
        `${DENO.base} + (${requests / 1e6} − 5) million requests × ${DENO.requests.perMillion}; ${cpuHours.toFixed(1)} hours of ` +
        `CPU of ${DENO.cpuHours.included} and ${egressGb} GB of egress of ${DENO.egressGb.included} are included`,
    }),
  ]
  return { figure: 'one million flows a day', ours: 'US $ a month', rows }
}

/** Which limit comes first, in flows a day. */
export function limitTable(): Table {
  const quota = (QUOTA_A_MINUTE / CALLS_A_FLOW) * 60 * 24
  const rows = [
    state('Cloudflare Workers, free plan', [100_000 / REQUESTS_A_FLOW], { note: '100,000 requests a day' }),
    state('Deno Deploy, free plan', [1e6 / 30 / REQUESTS_A_FLOW], {
      note: '1 million requests a month, by the same transcription',
    }),
    state("the provider's default quota", [quota], {
      note: `${QUOTA_A_MINUTE} calls a minute for the whole application, ${CALLS_A_FLOW} a flow, spread evenly. One million a day needs ${(1e6 / quota).toFixed(1)} times that: ask the provider first`,
    }),
  ]
  return { figure: 'limit that comes first', ours: 'flows a day', rows }
}

function over(used: number, included: number): number {
  return Math.max(0, used - included)
}
