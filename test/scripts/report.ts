/**
 * Reads Vitest's report of a run, to print the counts.
 *
 * @module
 */
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readCommandLine } from './command-line.ts'
import { ROOT, run } from './run.ts'

/** Where reports are written. */
export const REPORTS_FOLDER: string = join(ROOT, '.reports')

/** A report in the format of Jest. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
}

/** Returns the options with which Vitest prints its output and also writes a report with this name. */
export function reporterArgs(name: string): string[] {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${join(REPORTS_FOLDER, `${name}.json`)}`]
}

/** Reads a report. Without a report, the run has failed, and its step has reported that already. */
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

/**
 * The command `npm run test:NAME`: runs Vitest, and ends the process with a line `N passed, N failed, N skipped`. Arguments on the
 * command line choose the files whose path contains one of them.
 *
 * @param about A description of the tests.
 */
export async function reportVitest(name: string, about: string, args: readonly string[]): Promise<never> {
  const filters = readCommandLine(`npm run test:${name} [-- PART-OF-A-PATH …]: ${about}`, (rest) => {
    const option = rest.find((argument) => argument.startsWith('-'))
    if (option !== undefined) throw new Error(`This command has no option ${option}.`)
    return rest
  })
  await mkdir(REPORTS_FOLDER, { recursive: true })
  await rm(join(REPORTS_FOLDER, `${name}.json`), { force: true })
  const code = await run('vitest', ['run', ...filters, ...args, ...reporterArgs(name)])
  const { passed, failed, skipped } = await readReport(name)
  // A run that ends with an error has failed, even if no test has.
  const all = failed === 0 && code !== 0 ? 1 : failed
  console.log(`${passed} passed, ${all} failed, ${skipped} skipped`)
  process.exit(all === 0 ? 0 : 1)
}
