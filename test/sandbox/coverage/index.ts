/**
 * Every route and every behavior of the sandbox, each with where it comes from and the test that shows it: the whole of
 * what it claims about the provider, in one table. A test holds it against the routes, the description, the tests and the
 * comments; the README prints it; `npm run conformance` walks it against any target.
 *
 * Nothing that answers a request reads it.
 *
 * @module
 */
import { ACCESS_PAGE_ROWS } from './access-page.ts'
import { AUTHORIZE_ROWS } from './authorize.ts'
import { CALENDARS_USERINFO_ROWS } from './calendars-userinfo.ts'
import { ERROR_ROWS, FAULT_ROWS } from './errors.ts'
import { HEADER_ROWS } from './headers.ts'
import { PERMISSION_REQUEST_ROWS } from './permission-requests.ts'
import { PERMISSIONS_ROWS } from './permissions.ts'
import { REVOKE_ROWS } from './revoke.ts'
import type { CoverageRow } from './row.ts'
import { SANDBOX_ONLY_ROWS } from './sandbox-only.ts'
import { TOKEN_ROWS } from './token.ts'

/** The table, in the order of the flow, and then what is the sandbox's own. */
export const COVERAGE: readonly CoverageRow[] = [
  ...AUTHORIZE_ROWS,
  ...TOKEN_ROWS,
  ...REVOKE_ROWS,
  ...CALENDARS_USERINFO_ROWS,
  ...PERMISSIONS_ROWS,
  ...PERMISSION_REQUEST_ROWS,
  ...ACCESS_PAGE_ROWS,
  ...HEADER_ROWS,
  ...ERROR_ROWS,
  ...SANDBOX_ONLY_ROWS,
  ...FAULT_ROWS,
]
