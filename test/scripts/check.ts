/**
 * `npm run check`: the fast part. Format, lint, types, nothing unused, spec, generated files up to date.
 *
 * @module
 */
import { runSteps, type Step } from './run.ts'

/** Each is a command of its own, so that all of them are tried and each fault is seen. */
export const CHECKS: readonly Step[] = [
  ['format and lint', 'biome', 'ci', '--error-on-warnings'],
  ['types of library, worker and sandbox', 'tsc', '-p', 'tsconfig.json'],
  ['types of tests, tools and Node entries', 'tsc', '-p', 'test/tsconfig.json'],
  ['types of the Deno entry', 'deno', 'check', '--quiet', 'edge/worker/entries/deno.ts'],
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

if (import.meta.main) process.exit((await runSteps(CHECKS)).failed === 0 ? 0 : 1)
