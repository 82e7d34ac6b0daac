/**
 * What an example of a backend has to say, to be run against worker and sandbox.
 *
 * @module
 */
import type { Program } from '../../scripts/run-programs.ts'

/** A backend, in a folder of its own beside this file. */
export interface BackendRunner extends Program {
  /**
   * The command that runs it, until it is killed. Its environment has `PORT`, `SERVICE_URL`, and `API_KEY`. It has these
   * routes, which `test-user.ts` calls: `GET /sign-in?user=ada` (or `ben`, `di`), `GET /settings`, `POST /connect`,
   * `GET /connected`, `POST /confirm`, `POST /allow`, `GET /returned`, and `POST /disconnect`.
   */
  command(folder: string): readonly [string, ...string[]]
}
