/**
 * `npm test`: the checks and all tests but the slow ones. Ends with a line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { mkdir, rm } from 'node:fs/promises'
import { CHECKS } from './check.ts'
import { REPORTS_FOLDER, readReport, reporterArgs } from './report.ts'
import { runSteps } from './run.ts'
import { SLOW_PROJECTS } from './slow-projects.ts'

await rm(REPORTS_FOLDER, { recursive: true, force: true })
await mkdir(REPORTS_FOLDER)

const steps = await runSteps([
  ...CHECKS,
  [
    'tests in Node, workerd, and Chromium, and of the installed package',
    'vitest',
    'run',
    ...SLOW_PROJECTS.map((name) => `--project=!${name}`),
    ...reporterArgs('node'),
  ],
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
    ...reporterArgs('deno'),
  ],
])

const totals = { ...steps, skipped: 0 }
for (const name of ['node', 'deno']) {
  const report = await readReport(name)
  totals.passed += report.passed
  totals.failed += report.failed
  totals.skipped += report.skipped
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exit(totals.failed === 0 ? 0 : 1)
