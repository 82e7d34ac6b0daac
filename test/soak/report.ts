/**
 * What a run came to: as a table, as JSON, and as promises that were kept or broken.
 *
 * @module
 */
import { FAULT_NAMES } from '../../edge/sandbox/faults/definitions.ts'
import type { Tally } from './counters.ts'
import type { LoadReport } from './load.ts'
import type { Through } from './options.ts'

/** The report, as `--json` writes it. */
export interface Report
  extends Pick<
    Tally,
    | 'flows'
    | 'rotatedFlows'
    | 'outcomes'
    | 'errors'
    | 'faults'
    | 'falseGrants'
    | 'missedGrants'
    | 'lostFlows'
    | 'untypedErrors'
    | 'leaks'
  > {
  readonly seed: number
  readonly through: Through
  /** Of the Node workers together, after warm-up and a collection; null where Node was left out or the run is short. */
  readonly heapGrowthBytes: number | null
  /** Null where the load part was left out. */
  readonly load: LoadReport | null
}

/** What the heaps may grow by. */
const MAX_HEAP_GROWTH_BYTES = 5 * 1024 * 1024

/** From how many flows on the shares of outcomes and faults say anything. */
const SHARES_FROM_FLOWS = 2000

/** Makes the report. */
export function toReport(tally: Tally, rest: Pick<Report, 'seed' | 'through' | 'heapGrowthBytes' | 'load'>): Report {
  const { seed, through, heapGrowthBytes, load } = rest
  const { told: _, unexpected: __, ...counted } = tally
  return { seed, through, ...counted, heapGrowthBytes, load }
}

/** The promises that are broken, in words. */
export function brokenPromises(report: Report, flowsAsked: number): string[] {
  const { flows, outcomes, faults, heapGrowthBytes, load } = report
  const broken: string[] = []
  for (const name of ['falseGrants', 'missedGrants', 'lostFlows', 'untypedErrors', 'leaks'] as const) {
    if (report[name] > 0) broken.push(`${name} is ${report[name]}, not 0`)
  }
  if (flows < flowsAsked) broken.push(`only ${flows} of ${flowsAsked} flows were run`)
  if (heapGrowthBytes !== null && heapGrowthBytes > MAX_HEAP_GROWTH_BYTES) {
    broken.push(`the heap grew by ${heapGrowthBytes} bytes, more than ${MAX_HEAP_GROWTH_BYTES}`)
  }
  if (load !== null) {
    if (load.unintended > 0) broken.push(`${load.unintended} answers under load were not the intended ones`)
    const { memoryGrowth } = load
    if (memoryGrowth !== null && memoryGrowth > 0.1) {
      broken.push(`the memory grew by ${(memoryGrowth * 100).toFixed(1)} % under load, more than 10 %`)
    }
  }
  if (flows >= SHARES_FROM_FLOWS) {
    for (const [status, least] of Object.entries({ granted: 0.3, partial: 0.05, rejected: 0.05, unconfirmed: 0.05 })) {
      const share = outcomes[status as keyof typeof outcomes] / flows
      if (share < least) broken.push(`only ${(share * 100).toFixed(1)} % of the flows ended ${status}`)
    }
    const least = Math.floor((50 * flows) / 10_000)
    for (const name of FAULT_NAMES) {
      if ((faults[name] ?? 0) < least)
        broken.push(`fault ${name} struck ${faults[name] ?? 0} times, less than ${least}`)
    }
  }
  return broken
}

/** The report as a table for people. */
export function toTable(report: Report): string {
  const { seed, through, flows, rotatedFlows, outcomes, errors, faults, heapGrowthBytes, load } = report
  const share = (n: number) => `${String(n).padStart(7)}  ${((100 * n) / Math.max(1, flows)).toFixed(1).padStart(5)} %`
  const section = (title: string, counts: Readonly<Record<string, number>>, show: (n: number) => string) => [
    title,
    ...Object.entries(counts)
      .sort(([, one], [, other]) => other - one)
      .map(([name, n]) => `  ${name.padEnd(28)}${show(n)}`),
  ]
  const promises = ['falseGrants', 'missedGrants', 'lostFlows', 'untypedErrors', 'leaks'] as const
  return [
    `through the ${through}, seed ${seed}`,
    `${'flows'.padEnd(30)}${String(flows).padStart(7)}`,
    `${'  with keys rotated meanwhile'.padEnd(30)}${share(rotatedFlows)}`,
    ...section('outcomes', outcomes, share),
    ...section('errors', errors, share),
    ...section('faults, strikes', faults, (n) => String(n).padStart(7)),
    'promises',
    ...promises.map((name) => `  ${name.padEnd(28)}${String(report[name]).padStart(7)}`),
    `  ${'heapGrowthBytes'.padEnd(28)}${(heapGrowthBytes ?? 'not measured').toString().padStart(7)}`,
    ...(load === null ? ['load: left out'] : ['load', ...loadLines(load)]),
  ].join('\n')
}

function loadLines(load: LoadReport): string[] {
  return Object.entries(load).map(
    ([name, value]) => `  ${name.padEnd(28)}${value === null ? 'not measured' : JSON.stringify(value)}`,
  )
}
