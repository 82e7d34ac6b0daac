/**
 * The report of a run: as a table, as JSON, and as a list of violations.
 *
 * @module
 */
import { FAULT_NAMES } from '../../edge/sandbox/faults/definitions.ts'
import type { Counters } from './counters.ts'
import type { LoadReport } from './load.ts'
import type { Mode } from './options.ts'

/** The report, as `--json` writes it. */
export interface Report
  extends Pick<
    Counters,
    | 'flows'
    | 'rotatedFlows'
    | 'outcomes'
    | 'errors'
    | 'faults'
    | 'detours'
    | 'falseGrants'
    | 'missedGrants'
    | 'lostFlows'
    | 'untypedErrors'
    | 'browserTokens'
    | 'wrongConnections'
    | 'leaks'
  > {
  readonly seed: number
  readonly mode: Mode
  readonly diedProcesses: number
  /** The growth of all Node workers' heaps together after the warm-up. Null without Node, or if the run is too short. */
  readonly heapGrowthBytes: number | null
  /** Null if the load part was skipped. */
  readonly load: LoadReport | null
}

/** The counts that must be 0. */
const ZERO_COUNTS = [
  'falseGrants',
  'missedGrants',
  'lostFlows',
  'untypedErrors',
  'browserTokens',
  'wrongConnections',
  'leaks',
  'diedProcesses',
] as const

/** The maximum growth of the heaps. */
const MAX_HEAP_GROWTH_BYTES = 5 * 1024 * 1024

/** The minimum number of flows for which the shares of outcomes and faults are meaningful. */
const MIN_FLOWS_FOR_SHARES = 2000

/** Creates the report. */
export function toReport(
  counters: Counters,
  runFacts: Pick<Report, 'seed' | 'mode' | 'diedProcesses' | 'heapGrowthBytes' | 'load'>,
): Report {
  const { seed, mode, diedProcesses, heapGrowthBytes, load } = runFacts
  const { messages: _, unexpected: __, ...counts } = counters
  return { seed, mode, ...counts, diedProcesses, heapGrowthBytes, load }
}

/** Returns a description of each violation. */
export function findViolations(report: Report, requestedFlows: number): string[] {
  const { flows, outcomes, faults, heapGrowthBytes, load } = report
  const violations: string[] = []
  for (const name of ZERO_COUNTS) {
    if (report[name] > 0) violations.push(`${name} is ${report[name]}, not 0`)
  }
  if (flows < requestedFlows) violations.push(`only ${flows} of ${requestedFlows} flows were run`)
  if (heapGrowthBytes !== null && heapGrowthBytes > MAX_HEAP_GROWTH_BYTES) {
    violations.push(`the heap grew by ${heapGrowthBytes} bytes, more than ${MAX_HEAP_GROWTH_BYTES}`)
  }
  if (load !== null) {
    if (load.unintended > 0) violations.push(`${load.unintended} responses under load were not the expected ones`)
    const { memoryGrowth } = load
    if (memoryGrowth !== null && memoryGrowth > 0.1) {
      violations.push(`the memory grew by ${(memoryGrowth * 100).toFixed(1)} % under load, more than 10 %`)
    }
  }
  if (flows >= MIN_FLOWS_FOR_SHARES) {
    for (const [status, min] of Object.entries({ granted: 0.3, partial: 0.05, rejected: 0.05, unconfirmed: 0.04 })) {
      const fraction = outcomes[status as keyof typeof outcomes] / flows
      if (fraction < min) violations.push(`only ${(fraction * 100).toFixed(1)} % of the flows ended ${status}`)
    }
    const least = Math.floor((40 * flows) / 10_000)
    for (const name of FAULT_NAMES) {
      if ((faults[name] ?? 0) < least)
        violations.push(`fault ${name} occurred ${faults[name] ?? 0} times, fewer than ${least}`)
    }
  }
  return violations
}

/** Renders the report as a table. */
export function toTable(report: Report): string {
  const { seed, mode, flows, rotatedFlows, outcomes, errors, faults, detours, heapGrowthBytes, load } = report
  const share = (n: number) => `${String(n).padStart(7)}  ${((100 * n) / Math.max(1, flows)).toFixed(1).padStart(5)} %`
  const section = (title: string, counts: Readonly<Record<string, number>>, format: (n: number) => string) => [
    title,
    ...Object.entries(counts)
      .sort(([, one], [, other]) => other - one)
      .map(([name, n]) => `  ${name.padEnd(28)}${format(n)}`),
  ]
  return [
    `through ${mode}, seed ${seed}`,
    `${'flows'.padEnd(30)}${String(flows).padStart(7)}`,
    `${'  with keys rotated meanwhile'.padEnd(30)}${share(rotatedFlows)}`,
    ...section('outcomes', outcomes, share),
    ...section('errors', errors, share),
    ...(Object.keys(detours).length > 0 ? section('before connecting', detours, share) : []),
    ...section('faults, occurrences', faults, (n) => String(n).padStart(7)),
    'checks',
    ...ZERO_COUNTS.map((name) => `  ${name.padEnd(28)}${String(report[name]).padStart(7)}`),
    `  ${'heapGrowthBytes'.padEnd(28)}${(heapGrowthBytes ?? 'not measured').toString().padStart(7)}`,
    ...(load === null ? ['load: skipped'] : ['load', ...loadLines(load)]),
  ].join('\n')
}

function loadLines(load: LoadReport): string[] {
  return Object.entries(load).map(
    ([name, value]) => `  ${name.padEnd(28)}${value === null ? 'not measured' : JSON.stringify(value)}`,
  )
}
