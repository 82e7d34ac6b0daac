/**
 * `npm test`: runs the checks and all tests except the slow ones. Ends with a line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { mkdir, rm } from 'node:fs/promises'
import { CHECKS } from './check.ts'
import { refuseArguments } from './command-line.ts'
import { REPORTS_FOLDER, readReport, reporterArgs } from './report.ts'
import { runSteps, runStepsQuietly, type Step } from './run.ts'
import { SLOW_PROJECTS } from './slow-projects.ts'

const VITEST: Step = [
  'tests in Node, workerd, and Chromium, and of the installed package',
  'vitest',
  'run',
  ...SLOW_PROJECTS.map((name) => `--project=!${name}`),
  ...reporterArgs('node'),
]

const DENO: Step = [
  'tests in Deno',
  'deno',
  'run',
  '--allow-all',
  '--quiet',
  'npm:vitest',
  'run',
  '--project',
  'node',
  ...reporterArgs('deno'),
]

refuseArguments(
  'npm test: runs the checks and all tests except the slow ones. For some unit tests, use npm run test:unit -- FILE.',
)
await rm(REPORTS_FOLDER, { recursive: true, force: true })
await mkdir(REPORTS_FOLDER, { recursive: true })

// In parallel, because the tests often wait for browsers, sockets, and clocks.
const others = runStepsQuietly([...CHECKS, DENO])
const tests = await runSteps([VITEST])
const { print, ...rest } = await others
print()

const totals = { passed: tests.passed + rest.passed, failed: tests.failed + rest.failed, skipped: 0 }
for (const name of ['node', 'deno']) {
  const report = await readReport(name)
  totals.passed += report.passed
  totals.failed += report.failed
  totals.skipped += report.skipped
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exit(totals.failed === 0 ? 0 : 1)
