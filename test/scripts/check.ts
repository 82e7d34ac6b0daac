/**
 * `npm run check`: the fast part. Format, lint, types, plain English, nothing unused, descriptions, and generated files up to date.
 *
 * @module
 */
import { refuseArguments } from './command-line.ts'
import { runSteps, type Step } from './run.ts'

/** What `deno task check` checks too. */
const DENO_PATHS = ['src', 'edge/worker', 'edge/sandbox', 'test/deno', 'test/scripts/start.ts']

/** Each is a command of its own, so that all of them are tried and each fault is seen. */
export const CHECKS: readonly Step[] = [
  ['format and lint', 'biome', 'ci', '--error-on-warnings'],
  ['types of library, worker and sandbox', 'tsc', '-p', 'tsconfig.json'],
  ['types of tests, tools and Node entries', 'tsc', '-p', 'test/tsconfig.json'],
  ['types in Deno, with deno.lock up to date', 'deno', 'check', '--quiet', '--frozen', ...DENO_PATHS],
  ['plain English', 'node', 'test/scripts/plain-english.ts'],
  ['nothing unused', 'knip', '--treat-config-hints-as-errors'],
  [
    'the descriptions',
    'redocly',
    'lint',
    'openapi.yaml',
    'edge/worker/openapi.yaml',
    'test/contract/extended-permissions.arazzo.yaml',
  ],
  ['generated files up to date', 'node', 'test/scripts/generate.ts', '--check'],
]

if (import.meta.main) {
  refuseArguments('npm run check: format, lint, types, descriptions, plain English, and generated files')
  process.exit((await runSteps(CHECKS)).failed === 0 ? 0 : 1)
}
