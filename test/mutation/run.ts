/**
 * `npm run test:mutants`: changes the library and the module in hundreds of small ways, and counts how many of the
 * changes no test notices; then plants the defects of `patches/`. Takes some half an hour. Arguments go to Stryker, and
 * leave the defects out: `-- --mutate src/sealing/seal.ts`.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, run } from '../scripts/run.ts'

const MIN_SCORE = 90

/** What Stryker found, in the schema of mutation testing reports. */
interface Report {
  files: Record<string, { mutants: { status: string }[] }>
}

const strykerArgs = process.argv.slice(2)
const code = await run('stryker', ['run', 'test/mutation/stryker.config.json', ...strykerArgs])
const report = JSON.parse(await readFile(join(ROOT, '.reports/mutants.json'), 'utf8')) as Report
const statuses = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status))
const killed = statuses.filter((status) => status === 'Killed' || status === 'Timeout').length
// Stryker leaves mutants that a comment disabled out of its score. Here they count as survived.
const score = (100 * killed) / statuses.length
console.log(`Score ${score.toFixed(2)} %, at least ${MIN_SCORE} %, with disabled mutants counted as survived`)
const patchExitCode = strykerArgs.length === 0 ? await run('node', ['test/mutation/patches.ts']) : 0
console.log(`${killed} of ${statuses.length} mutants killed; planted defects: ${describePatches()}`)
process.exit(code === 0 && score >= MIN_SCORE && patchExitCode === 0 ? 0 : 1)

function describePatches(): string {
  if (strykerArgs.length > 0) return 'left out'
  return patchExitCode === 0 ? 'all noticed' : 'see above'
}
