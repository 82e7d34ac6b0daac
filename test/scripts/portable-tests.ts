/**
 * The tests that run in every runtime: Node, workerd, and Deno.
 *
 * @module
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './run.ts'

/** The tests that need web standards only. */
export const UNIT_TESTS = 'test/{library,worker,sandbox}/**/*.test.ts'

/**
 * The tests of those parts of the emulator that no application uses. They run in Node only, which saves time. This is a list of
 * exceptions, so that new or moved tests run everywhere.
 */
const NODE_ONLY =
  /^test\/sandbox\/(?:(?:config|control|http|inspector|journal|openapi|store|validation)\/|(?:errors|fuzz|guesses)\.test\.ts$)/

/** The number of a threat in SECURITY.md at the end of a test's title: `(T8)`, `(T8, T12)`. */
const THREAT = /\(T\d+(?:, T\d+)*\)/

/** Returns all tests except the exceptions. Tests of a threat run in every runtime, because runtimes differ. */
export function portableTests(): string[] {
  return globSync(UNIT_TESTS, { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !NODE_ONLY.test(file) || THREAT.test(readFileSync(join(ROOT, file), 'utf8')))
}
