/**
 * `npm run test:mutants`: changes the library and the module in hundreds of small ways, and counts how many of the
 * changes no test notices. Takes some twenty minutes. Arguments go to Stryker: `-- --mutate src/seal.ts`.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, run } from '../tools/run.ts'

const MIN_SCORE = 90

/** What Stryker found, in the schema of mutation testing reports. */
interface Report {
  files: Record<string, { mutants: { status: string }[] }>
}

const code = await run('stryker', ['run', 'test/mutants/stryker.config.json', ...process.argv.slice(2)])
const report = JSON.parse(await readFile(join(ROOT, '.reports/mutants.json'), 'utf8')) as Report
const statuses = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status))
const killed = statuses.filter((status) => status === 'Killed' || status === 'Timeout').length
// Stryker leaves mutants that a comment disabled out of its score. Here they count as survived.
const score = (100 * killed) / statuses.length
const survived = statuses.length - killed
console.log(`Score ${score.toFixed(2)} %, at least ${MIN_SCORE} %, with disabled mutants counted as survived`)
console.log(`${killed} passed, ${survived} failed, 0 skipped`)
process.exit(code === 0 && score >= MIN_SCORE ? 0 : 1)
