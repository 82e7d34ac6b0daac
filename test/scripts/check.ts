/**
 * `npm run check`: the fast checks. Format, lint, types, plain English, unused code, descriptions, and generated files.
 *
 * @module
 */
import { refuseArguments } from './command-line.ts'
import { runSteps, type Step } from './run.ts'

/** The same paths as in `deno task check`. */
const DENO_PATHS = ['src', 'edge/worker', 'edge/sandbox', 'test/deno', 'test/scripts/start.ts']

/** Separate commands, so that all of them run and report every problem. */
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
