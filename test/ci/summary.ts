/**
 * The last lines of `.ci/run`.
 *
 * @module
 */
import type { StepResult } from './run-step.ts'

/** Returns the summary of all parts, and how many tests failed. */
export function summarize(parts: readonly { readonly name: string; readonly results: readonly StepResult[] }[]): {
  text: string
  failed: number
} {
  const all = parts.flatMap(({ results }) => results)
  const totals = {
    passed: sum(all, ({ passed }) => passed),
    failed: sum(all, ({ failed }) => failed),
    skipped: sum(all, ({ skipped }) => skipped),
  }
  const lines = parts.flatMap(({ name, results }) => [
    `${name}: ${sum(results, ({ seconds }) => seconds)} s`,
    ...results.map((result) => `  ${result.title}: ${result.seconds} s, ${renderCounts(result)}`),
  ])
  const failures = all.flatMap((result) => result.failures.map((line) => `${result.title}: ${line}`))
  return { text: ['', ...lines, ...failures, renderCounts(totals)].join('\n'), failed: totals.failed }
}

function renderCounts({ passed, failed, skipped }: { passed: number; failed: number; skipped: number }): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

function sum<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + numberOf(item), 0)
}
