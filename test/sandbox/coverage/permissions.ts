/**
 * The coverage table: requests for unrestricted access, and the accounts for which they are rejected.
 *
 * @module
 */
import { type CoverageRow, NOT_DOCUMENTED, PAGES } from './row.ts'

const PERMISSIONS = ['POST /v1/permissions']

/** A row on `POST /v1/permissions`. */
function row(
  fields: Omit<CoverageRow, 'kind' | 'routes' | 'implementation'> & { readonly implementation?: string },
): CoverageRow {
  return { kind: 'behavior', routes: PERMISSIONS, implementation: 'provider/permissions.ts', ...fields }
}

/** Rows on the response, and on accounts whose requests are rejected. */
export const PERMISSIONS_ROWS: readonly CoverageRow[] = [
  {
    id: 'permissions',
    kind: 'route',
    routes: PERMISSIONS,
    statuses: [200],
    statement: 'Returns the `url` of an access page. Nothing is granted yet.',
    source: 'documented',
    reference: PAGES.permissions,
    implementation: 'provider/permissions.ts',
    test: 'test/sandbox/provider/permissions.test.ts',
  },
  row({
    id: 'permissions-status',
    statuses: [200, 202],
    statement: 'A successful request returns 200.',
    source: 'documented',
    reference: `${PAGES.permissions}; 202 is common elsewhere in the API (documented), and cronofy-ruby's test has it (SDK)`,
    test: 'test/sandbox/config/behaviors.test.ts',
    behavior: 'permissionsStatus',
  }),
  row({
    id: 'permissions-accepted',
    statuses: [200],
    statement:
      'For an Enterprise Connect account, the response has `accepted: true` and no `url`. Access is granted at once.',
    source: 'documented',
    reference: PAGES.permissions,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-enterprise-scope',
    statuses: [403],
    statement: 'For an Enterprise Connect account without the scope for unrestricted access, the response is 403.',
    source: 'guess',
    reference: 'cronofy-ruby says that the scope is needed (SDK); the response without it is not documented',
    implementation: 'config/seed.ts',
    test: 'test/sandbox/config/behaviors.test.ts',
    behavior: 'missingScopeStatus',
  }),
  row({
    id: 'permissions-url-host',
    statement: "The access page is on the emulator itself. Cronofy's is on the app host of the data center.",
    source: 'guess',
    reference: `the app host is documented for the United States; the other app hosts: ${PAGES.enterprise}`,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-url-new',
    statement: 'Every request gets a new URL, even if it repeats another one.',
    source: 'guess',
    reference: 'the README of cronofy-node says that the URL has a token, but not when the token changes',
    implementation: 'store/permission-requests.ts',
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-plan',
    statuses: [402],
    statement: "If the application's plan lacks the feature, the response is 402.",
    source: 'guess',
    reference: `the status is documented (${PAGES.errors}); its use here is not`,
    implementation: 'config/seed.ts',
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-scope',
    statuses: [403],
    statement: 'If the granted scope is insufficient, the response is 403.',
    source: 'guess',
    reference: `the status is documented (${PAGES.errors}); its use here is not`,
    implementation: 'config/seed.ts',
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-scope-enough',
    statuses: [403],
    statement:
      'One of the scopes `create_event`, `delete_event`, `free_busy_write`, `read_write`, and `write_only` is sufficient.',
    source: 'guess',
    reference: `which scopes are sufficient is not documented; that these can change events is (${PAGES.readWrite})`,
    test: 'test/sandbox/errors.test.ts',
  }),
  row({
    id: 'permissions-locked',
    statuses: [423],
    statement: 'For a locked account, the response is 423.',
    source: 'guess',
    reference: `the status is documented (${PAGES.errors}); its use here is not`,
    implementation: 'config/seed.ts',
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-refusal-bodies',
    statement: 'The bodies of 402, 403, and 423 are `{"error":"…"}` with a code for the reason.',
    source: 'guess',
    reference: 'no body was seen',
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-refusal-first',
    statement: 'The account and its scope are checked before the body.',
    source: 'guess',
    reference: NOT_DOCUMENTED,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
]
