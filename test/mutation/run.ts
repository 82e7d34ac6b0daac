/**
 * `npm run test:mutants`: changes the library and the module in thousands of small ways, chunk by chunk, and counts how many
 * of the changes no test notices; then plants the defects of `patches/`. Takes about two hours on two cores.
 *
 * Arguments choose chunks of `chunks.ts`, and leave the defects out: `npm run test:mutants sealing root`. Options go to
 * Stryker, for one run with all tests: `npm run test:mutants -- --mutate src/sealing/seal.ts`.
 *
 * @module
 */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { checkNames, readCommandLine } from '../scripts/command-line.ts'
import { installTools, toolPath } from '../scripts/install-tools.ts'
import { ROOT, run } from '../scripts/run.ts'
import { ALL_TESTS, CHUNKS } from './chunks.ts'

const MIN_SCORE = 90

const STRYKER = toolPath('test/mutation', '@stryker-mutator/core/bin/stryker.js')

const REPORT = join(ROOT, '.reports/mutants.json')

/** What Stryker found, in the schema of mutation testing reports. */
interface Report {
  files: Record<string, { mutants: { status: string }[] }>
}

const usage = `npm run test:mutants [NAME …], or npm run test:mutants -- OPTION … for Stryker. The chunks are ${Object.keys(CHUNKS).join(', ')}.`
const args = readCommandLine(usage, (given) =>
  given[0]?.startsWith('--') ? given : checkNames('chunks', given, Object.keys(CHUNKS)),
)
await installTools('test/mutation')
const hasOptions = args[0]?.startsWith('--') === true
const names = args.length === 0 ? Object.keys(CHUNKS) : args

const statuses: string[] = []
let failures = 0
if (hasOptions) await runStryker('All tests', args)
else for (const name of names) await runChunk(name)
failures += report('All', statuses) >= MIN_SCORE ? 0 : 1
if (args.length === 0) failures += await run('node', ['test/mutation/patches.ts'])
process.exit(failures === 0 ? 0 : 1)

async function runChunk(name: string): Promise<void> {
  const chunk = CHUNKS[name]
  if (chunk === undefined) throw new Error(`There is no chunk "${name}".`)
  await runStryker(name, ['--mutate', chunk.mutate.join(',')], chunk.tests)
}

async function runStryker(
  title: string,
  options: readonly string[],
  tests: readonly string[] = ALL_TESTS,
): Promise<void> {
  await rm(REPORT, { force: true })
  const env = { MUTATION_TESTS: JSON.stringify(tests) }
  failures += await run('node', [STRYKER, 'run', 'test/mutation/stryker.config.json', ...options], env)
  const { files } = JSON.parse(await readFile(REPORT, 'utf8')) as Report
  const found = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status))
  report(title, found)
  statuses.push(...found)
}

/** Prints and returns the score. Stryker leaves out mutants that a comment disabled. Here they count as survived. */
function report(title: string, found: readonly string[]): number {
  const killed = found.filter((status) => status === 'Killed' || status === 'Timeout').length
  const score = (100 * killed) / found.length
  console.log(`${title}: ${killed} of ${found.length} mutants killed, ${score.toFixed(2)} % (at least ${MIN_SCORE} %)`)
  return score
}
