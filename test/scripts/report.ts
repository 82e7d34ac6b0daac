/**
 * Vitest's own report of a run, for the line that counts.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './run.ts'

/** Where reports are written. */
export const REPORTS_FOLDER: string = join(ROOT, '.reports')

/** In the shape of Jest's. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
}

/** The options that have Vitest write a report with this name, beside what it prints. */
export function reporterArgs(name: string): string[] {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${join(REPORTS_FOLDER, `${name}.json`)}`]
}

/** Reads a report. A run that left none has failed, and its step says so already. */
export async function readReport(name: string): Promise<{ passed: number; failed: number; skipped: number }> {
  const text = await readFile(join(REPORTS_FOLDER, `${name}.json`), 'utf8').catch(() => undefined)
  if (text === undefined) return { passed: 0, failed: 0, skipped: 0 }
  const report = JSON.parse(text) as Report
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
