/**
 * The report of a run, as text.
 *
 * @module
 */
import type { ConformanceReport, RowResult } from './run-probes.ts'

/** Renders the table of results and the counts. */
export function toTable({ target, dataCenter, isSandbox, results, sandboxOnlyCount }: ConformanceReport): string {
  const width = Math.max(...results.map(({ id }) => id.length))
  const counts = (['matches', 'differs', 'skipped'] as const).map(
    (status) => `${results.filter((result) => result.status === status).length} ${status}`,
  )
  return [
    `${isSandbox ? 'emulator' : 'target'} ${target}, data center ${dataCenter}`,
    '',
    ...results.map((result) => `${result.id.padEnd(width)}  ${result.source.padEnd(10)}  ${describeResult(result)}`),
    '',
    `${counts.join(', ')}; ${sandboxOnlyCount} rows are about the emulator only`,
  ].join('\n')
}

function describeResult(result: RowResult): string {
  switch (result.status) {
    case 'matches':
      return 'matches'
    case 'differs':
      return `differs: ${result.difference} (stated: ${result.statement})`
    case 'skipped':
      return `skipped: ${result.reason}`
  }
}
