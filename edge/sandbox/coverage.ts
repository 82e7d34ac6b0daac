/**
 * Every route and every behaviour of the sandbox, each with where it comes from and the test that shows it: the whole of
 * what it claims about the provider, in one table. A test holds it against the routes, the description, the tests and the
 * comments; the README prints it; `npm run fidelity` walks it against any target.
 *
 * Nothing that answers a request reads it.
 *
 * @module
 */
import { ACCESS_PAGE_ROWS } from './coverage-access-page.ts'
import { ASKED_ROWS } from './coverage-asked.ts'
import { AUTHORIZE_ROWS } from './coverage-authorize.ts'
import { ERROR_ROWS, FAULT_ROWS } from './coverage-errors.ts'
import { OWN_ROWS } from './coverage-own.ts'
import { PERMISSIONS_ROWS } from './coverage-permissions.ts'
import { READING_ROWS } from './coverage-reading.ts'
import { REVOKE_ROWS } from './coverage-revoke.ts'
import type { CoverageRow } from './coverage-row.ts'
import { TOKEN_ROWS } from './coverage-token.ts'

/** The table, in the order of the flow, and then what is the sandbox's own. */
export const COVERAGE: readonly CoverageRow[] = [
  ...AUTHORIZE_ROWS,
  ...TOKEN_ROWS,
  ...REVOKE_ROWS,
  ...READING_ROWS,
  ...PERMISSIONS_ROWS,
  ...ASKED_ROWS,
  ...ACCESS_PAGE_ROWS,
  ...ERROR_ROWS,
  ...OWN_ROWS,
  ...FAULT_ROWS,
]
