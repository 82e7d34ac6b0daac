/**
 * What a walk came to, for people.
 *
 * @module
 */
import type { Result, Walk } from './run-probes.ts'

/** The table, and the counts. */
export function toTable({ target, dataCenter, isSandbox, results, own }: Walk): string {
  const width = Math.max(...results.map(({ id }) => id.length))
  const counts = (['as stated', 'differs', 'not to be tried there'] as const).map(
    (verdict) => `${results.filter((result) => result.verdict === verdict).length} ${verdict}`,
  )
  return [
    `${isSandbox ? 'sandbox' : 'target'} ${target}, data center ${dataCenter}`,
    '',
    ...results.map((result) => `${result.id.padEnd(width)}  ${result.source.padEnd(10)}  ${inWords(result)}`),
    '',
    `${counts.join(', ')}; ${own} rows are the sandbox's own`,
  ].join('\n')
}

function inWords(result: Result): string {
  switch (result.verdict) {
    case 'as stated':
      return 'as stated'
    case 'differs':
      return `differs: ${result.how} (stated: ${result.statement})`
    case 'not to be tried there':
      return `not to be tried there: ${result.why}`
  }
}
