/**
 * The coverage table: the revocation endpoint.
 *
 * @module
 */
import { type CoverageRow, PAGES } from './row.ts'

const REVOKE = ['POST /oauth/token/revoke']

/** Rows on revocation. */
export const REVOKE_ROWS: readonly CoverageRow[] = [
  {
    id: 'revoke',
    kind: 'route',
    routes: REVOKE,
    statuses: [200],
    statement: 'A revocation is 200 with an empty body, and the token becomes invalid.',
    source: 'documented',
    reference: PAGES.revoke,
    implementation: 'provider/revoke.ts',
    test: 'test/sandbox/provider/token.test.ts',
  },
  {
    id: 'revoke-by-sub',
    kind: 'behavior',
    routes: REVOKE,
    statement: 'A `sub` in place of a token ends every authorization that the application has of the account.',
    source: 'documented',
    reference: PAGES.revoke,
    implementation: 'store/tokens.ts',
    test: 'test/sandbox/provider/token.test.ts',
  },
  {
    id: 'revoke-token-first',
    kind: 'behavior',
    routes: REVOKE,
    statuses: [200],
    statement: 'Where both `token` and `sub` are given, only the authorization of the token ends.',
    source: 'documented',
    reference: PAGES.revoke,
    implementation: 'provider/revoke.ts',
    test: 'test/sandbox/provider/token.test.ts',
  },
  {
    id: 'revoke-all-tokens',
    kind: 'behavior',
    routes: REVOKE,
    statement: 'A revoked token ends all tokens of its authorization, and no other authorization.',
    source: 'guess',
    reference: 'RFC 7009 section 2.1 leaves it open',
    implementation: 'store/tokens.ts',
    test: 'test/sandbox/provider/token.test.ts',
  },
  {
    id: 'revoke-token-type-hint',
    kind: 'behavior',
    routes: REVOKE,
    statuses: [200],
    statement: 'A `token_type_hint` is taken, and a token is found under the wrong one too.',
    source: 'guess',
    reference: 'RFC 7009 section 2.1, and many OAuth clients send it',
    implementation: 'provider/revoke.ts',
    test: 'test/sandbox/provider/token.test.ts',
  },
  {
    id: 'revoke-unknown',
    kind: 'behavior',
    routes: REVOKE,
    statuses: [200],
    statement: 'Revoking a token that is unknown, expired, or revoked already is 200.',
    source: 'documented',
    reference: `${PAGES.revoke}, by reference to RFC 7009 section 2.2`,
    implementation: 'provider/revoke.ts',
    test: 'test/sandbox/provider/token.test.ts',
  },
  {
    id: 'revoke-foreign',
    kind: 'behavior',
    routes: REVOKE,
    statuses: [200],
    statement: "Revoking another application's token or account is 200 and has no effect.",
    source: 'guess',
    reference: 'RFC 7009 section 2.1 has it refused',
    implementation: 'store/tokens.ts',
    test: 'test/sandbox/provider/token.test.ts',
  },
  {
    id: 'revoke-invalid-client',
    kind: 'behavior',
    routes: REVOKE,
    statuses: [401],
    statement: 'Wrong credentials are 401 `{"error":"invalid_client"}`.',
    source: 'guess',
    reference: 'RFC 6749 section 5.2',
    implementation: 'provider/client-request.ts',
    test: 'test/sandbox/provider/token.test.ts',
  },
  {
    id: 'revoke-invalid-request',
    kind: 'behavior',
    routes: REVOKE,
    statuses: [400],
    statement: 'A revocation of nothing is 400 `invalid_request`.',
    source: 'guess',
    reference: 'RFC 6749 section 5.2',
    implementation: 'provider/revoke.ts',
    test: 'test/sandbox/provider/token.test.ts',
  },
]
