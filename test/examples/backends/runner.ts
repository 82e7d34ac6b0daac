/**
 * What an example of a backend has to say, to be run against worker and sandbox.
 *
 * @module
 */
import type { Program } from '../../scripts/run-programs.ts'

/** A backend, in a folder of its own beside this file. */
export interface BackendRunner extends Program {
  /**
   * The command that runs it, until it is killed. It is told `PORT`, `SERVICE_URL`, `API_KEY` and `USERS` by its
   * environment, and has `/sign-in`, `/settings` and `/allow`.
   */
  command(folder: string): readonly [string, ...string[]]
}
