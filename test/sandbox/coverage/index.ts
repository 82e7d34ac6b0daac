/**
 * Every route and every behavior of the emulator, with its source and the test that shows it. This is everything that the
 * emulator claims about Cronofy.
 *
 * A test compares the table with the routes, openapi.yaml, and the files that it names. The documentation prints it.
 * `npm run conformance` checks it against any target. The emulator itself does not read it.
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

/** The table: the flow in its order, and then what only the emulator has. */
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
