/**
 * Reads what a command printed.
 *
 * @module
 */
import { stripVTControlCharacters } from 'node:util'

/** How many tests passed, failed, and were skipped. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** Returns the counts of the last line `N passed, N failed, N skipped`, or undefined if there is no such line. */
export function readCounts(output: string): Counts | undefined {
  const lines = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped\r?$/gm)]
  const [, passed, failed, skipped] = lines.at(-1) ?? []
  if (passed === undefined) return undefined
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) }
}

/** Lines that name a failed test: Vitest's `FAIL file > title`, `not ok - title`, and the names of failed steps. */
const FAILURE = /^\s*(?:FAIL\s+\S.*|not ok\b.*|Failed: .*|skipped: .*)$/gm

/** Returns each line that names a failed or skipped test once, without colors. */
export function readFailures(output: string): string[] {
  const lines = stripVTControlCharacters(output).match(FAILURE) ?? []
  return [...new Set(lines.map((line) => line.trim().replaceAll(/\s+/g, ' ')))]
}
