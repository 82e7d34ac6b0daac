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

/**
 * The parts of the emulator that no flow of an application reaches. They run in Node only, which saves time. This is a list of
 * exceptions, so that a test that is new or moved runs everywhere.
 */
const NODE_ONLY =
  /^test\/sandbox\/(?:(?:config|control|http|inspector|journal|openapi|store|validation)\/|(?:errors|fuzz|guesses)\.test\.ts$)/

/** The number of a threat in SECURITY.md, as it ends a test's title: `(T8)`, `(T8, T12)`. */
const THREAT = /\(T\d+(?:, T\d+)*\)/

/** All tests but the exceptions. A file with a test of a threat is no exception: a runtime may break what another one holds. */
export function portableTests(): string[] {
  return globSync(UNIT_TESTS, { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !NODE_ONLY.test(file) || THREAT.test(readFileSync(join(ROOT, file), 'utf8')))
}
