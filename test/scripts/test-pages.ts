/**
 * `npm run test:pages`: a real browser on every page, in every state and in every way that `test/e2e/visual-a11y/` has. Ends with a
 * line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { REPORTS_FOLDER, readReport, reporterArgs } from './report.ts'
import { run } from './run.ts'

await mkdir(REPORTS_FOLDER, { recursive: true })
await rm(join(REPORTS_FOLDER, 'pages.json'), { force: true })
const code = await run('vitest', ['run', '--config', 'test/e2e/visual-a11y/vitest.config.ts', ...reporterArgs('pages')])
const { passed, failed, skipped } = await readReport('pages')
// A run that ends badly without a test that failed has failed all the same.
const all = failed === 0 && code !== 0 ? 1 : failed
console.log(`${passed} passed, ${all} failed, ${skipped} skipped`)
process.exit(all === 0 ? 0 : 1)
