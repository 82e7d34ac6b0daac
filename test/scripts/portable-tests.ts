/**
 * The tests that run in every runtime: Node, workerd, and Deno.
 *
 * @module
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './run.ts'

/** Every test that needs nothing but web standards. */
export const UNIT_TESTS = 'test/{library,worker,sandbox}/**/*.test.ts'

/** What an application relies on in its own runtime: sealing, OAuth, the flow, the module, the service, the connect app, the emulator. */
const CORE = [
  'test/library/{runtime,oauth}.test.ts',
  'test/library/{sealing,flow}/**/*.test.ts',
  'test/worker/{module,worker,lazy}.test.ts',
  'test/worker/{service,connect,session}/**/*.test.ts',
  'test/sandbox/index.test.ts',
  'test/sandbox/{provider,faults}/**/*.test.ts',
]

/** The number of a threat in SECURITY.md, as it ends a test's title: `(T8)`, `(T8, T12)`. */
const THREAT = /\(T\d+(?:, T\d+)*\)/

/** The core, and every file with a test of a threat: a runtime may break what another one holds. */
export function portableTests(): string[] {
  const threats = globSync(UNIT_TESTS, { cwd: ROOT }).filter((file) =>
    THREAT.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  return [...CORE, ...threats.map((file) => file.replaceAll('\\', '/'))]
}
