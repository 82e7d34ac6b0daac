/**
 * The last lines of `.ci/run`.
 *
 * @module
 */
import { PARTS, type PartName } from './parts.ts'
import type { StepResult } from './run-step.ts'

/** Returns the summary of all parts, and how many tests failed. Before the first part, `npm ci` took `installSeconds`. */
export function summarize(
  parts: readonly { readonly name: PartName; readonly results: readonly StepResult[] }[],
  installSeconds: number,
): { text: string; failed: number } {
  const all = parts.flatMap(({ results }) => results)
  const totals = {
    passed: sum(all, ({ passed }) => passed),
    failed: sum(all, ({ failed }) => failed),
    skipped: sum(all, ({ skipped }) => skipped),
  }
  const lines = parts.flatMap(({ name, results }) => [
    renderTime(
      name,
      sum(results, ({ seconds }) => seconds),
    ),
    ...results.map((result) => `  ${result.title}: ${result.seconds} s, ${renderCounts(result)}`),
  ])
  const failures = all.flatMap((result) => result.failures.map((line) => `${result.title}: ${line}`))
  return {
    text: ['', `npm ci: ${installSeconds} s`, ...lines, ...failures, renderCounts(totals)].join('\n'),
    failed: totals.failed,
  }
}

function renderTime(name: PartName, seconds: number): string {
  const { limitMinutes } = PARTS[name]
  return `${name}: ${seconds} s${seconds > limitMinutes * 60 ? `, longer than ${limitMinutes} minutes` : ''}`
}

function renderCounts({ passed, failed, skipped }: { passed: number; failed: number; skipped: number }): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

function sum<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + numberOf(item), 0)
}
