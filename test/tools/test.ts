/**
 * `npm test`: everything that proves the project. Ends with a line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CHECKS } from './check.ts'
import { ROOT, runSteps } from './run.ts'

const REPORTS = join(ROOT, '.reports')

/** Vitest's own report of one run, in the shape of Jest's. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
}

await rm(REPORTS, { recursive: true, force: true })
await mkdir(REPORTS)

const steps = await runSteps([
  ...CHECKS,
  ['tests in Node, workerd and Chromium', 'vitest', 'run', ...reportTo('node')],
  [
    'tests in Deno',
    'deno',
    'run',
    '--allow-all',
    '--quiet',
    'npm:vitest',
    'run',
    '--project',
    'node',
    ...reportTo('deno'),
  ],
])

const totals = { ...steps, skipped: 0 }
for (const name of ['node', 'deno']) {
  const report = await readReport(name)
  totals.passed += report.numPassedTests
  totals.failed += report.numFailedTests
  totals.skipped += report.numPendingTests + report.numTodoTests
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exit(totals.failed === 0 ? 0 : 1)

function reportTo(name: string): string[] {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${join(REPORTS, `${name}.json`)}`]
}

/** A run that left no report has failed, and its step says so already. */
async function readReport(name: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(join(REPORTS, `${name}.json`), 'utf8')) as Report
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
  }
}
