/**
 * The coverage table: the body of a request for unrestricted access, and how its errors are reported.
 *
 * @module
 */
import { type CoverageRow, NOT_DOCUMENTED, PAGES } from './row.ts'

const PERMISSIONS = ['POST /v1/permissions']

/** A row on the body of `POST /v1/permissions`. */
function row(
  fields: Omit<CoverageRow, 'kind' | 'routes' | 'implementation'> & { readonly implementation?: string },
): CoverageRow {
  return { kind: 'behavior', routes: PERMISSIONS, implementation: 'provider/permissions.ts', ...fields }
}

/** Rows in the order in which a body is checked. */
export const PERMISSION_REQUEST_ROWS: readonly CoverageRow[] = [
  row({
    id: 'permissions-unreadable',
    statuses: [400],
    statement: 'A body that is not JSON, or has another content type, returns 400 `invalid_request`.',
    source: 'guess',
    reference: `400 is documented for token calls only (${PAGES.errors})`,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'body-length',
    statuses: [400],
    statement: 'A body of more than 65536 characters returns 400 `invalid_request`.',
    source: 'guess',
    reference: 'no limit is documented',
    implementation: 'openapi/validate-response.ts',
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-charset',
    statement: 'The content type may have a charset.',
    source: 'documented',
    reference: PAGES.permissions,
    implementation: 'http/body.ts',
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-invalid',
    statuses: [422],
    statement: 'A missing `permissions` or `redirect_uri` returns 422.',
    source: 'documented',
    reference: `${PAGES.permissions} (required); ${PAGES.errors} (status)`,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-enterprise-redirect',
    statuses: [200],
    statement: 'For an Enterprise Connect account, `redirect_uri` can be omitted.',
    source: 'SDK',
    reference: `optional in cronofy-ruby, pycronofy, and cronofy-csharp; documented as required (${PAGES.permissions})`,
    test: 'test/sandbox/config/behaviors.test.ts',
    behavior: 'enterpriseRedirectUri',
  }),
  row({
    id: 'permissions-errors',
    statuses: [422],
    statement:
      'A missing field is reported as `{"errors":{"redirect_uri":[{"key":"errors.required","description":"required"}]}}`.',
    source: 'documented',
    reference: `${PAGES.errors}, for another endpoint`,
    implementation: 'openapi/schema-validator.ts',
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-error-paths',
    statement: 'A field of an array item is reported by its path: `permissions[0].calendar_id`.',
    source: 'guess',
    reference: 'the documented example is a top-level field',
    implementation: 'openapi/schema-validator.ts',
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-error-key',
    statement: 'A field with an invalid value is reported with the key `errors.invalid`.',
    source: 'guess',
    reference: 'modeled on `errors.required`',
    implementation: 'openapi/schema-validator.ts',
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-level',
    statuses: [422],
    statement: 'A `permission_level` other than `unrestricted` returns 422.',
    source: 'documented',
    reference: `${PAGES.permissions}: the only acceptable value; the status is a guess`,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-empty',
    statuses: [422],
    statement: 'An empty array of permissions returns 422.',
    source: 'guess',
    reference: NOT_DOCUMENTED,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-unknown-calendar',
    statuses: [422],
    statement: 'An unknown calendar returns 422.',
    source: 'guess',
    reference: NOT_DOCUMENTED,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-foreign-calendar',
    statuses: [422],
    statement: "Another account's calendar returns 422, like an unknown one.",
    source: 'guess',
    reference: NOT_DOCUMENTED,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-deleted-calendar',
    statuses: [422],
    statement: 'A deleted calendar returns 422.',
    source: 'guess',
    reference: NOT_DOCUMENTED,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-all-or-nothing',
    statuses: [422],
    statement: 'If one calendar is invalid, the whole request is rejected.',
    source: 'guess',
    reference: NOT_DOCUMENTED,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-several',
    statuses: [200],
    statement: 'Several calendars can be requested at once.',
    source: 'documented',
    reference: PAGES.permissions,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-no-maximum',
    statuses: [200],
    statement: '250 calendars can be requested at once.',
    source: 'guess',
    reference: 'no maximum is documented',
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-duplicates',
    statuses: [200],
    statement: 'A calendar that is requested twice counts once.',
    source: 'guess',
    reference: NOT_DOCUMENTED,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-read-only',
    statuses: [200],
    statement: 'A read-only calendar can be requested.',
    source: 'guess',
    reference: NOT_DOCUMENTED,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-again',
    statuses: [200],
    statement: 'A calendar that is already unrestricted can be requested.',
    source: 'guess',
    reference: NOT_DOCUMENTED,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-redirect-address',
    statuses: [422],
    statement: 'A `redirect_uri` that is not an absolute http or https URL in ASCII without spaces returns 422.',
    source: 'guess',
    reference: NOT_DOCUMENTED,
    test: 'test/sandbox/provider/permissions.test.ts',
  }),
  row({
    id: 'permissions-redirect-any',
    statuses: [200],
    statement: "The `redirect_uri` does not have to be on the application's list.",
    source: 'guess',
    reference: `a list is documented for "OAuth authorization processes" (${PAGES.verifyApi}), not for this one`,
    implementation: 'config/behaviors.ts',
    test: 'test/sandbox/config/behaviors.test.ts',
    behavior: 'redirectUris',
  }),
]
