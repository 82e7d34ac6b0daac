/**
 * The coverage table: what only the emulator has.
 *
 * @module
 */
import { type CoverageRow, SANDBOX_ONLY } from './row.ts'

type RowFields = Omit<CoverageRow, 'kind' | 'routes' | 'source' | 'reference'> & { readonly reference?: string }

/** A route that Cronofy does not have, with its success status. */
function route(method: string, path: string, status: number, fields: RowFields): CoverageRow {
  return {
    kind: 'route',
    routes: [`${method} ${path}`],
    statuses: [status],
    source: 'sandbox-only',
    reference: SANDBOX_ONLY,
    ...fields,
  }
}

function behavior(routes: readonly string[], fields: RowFields): CoverageRow {
  return { kind: 'behavior', routes, source: 'sandbox-only', reference: SANDBOX_ONLY, ...fields }
}

/** Rows on the routes under `/sandbox`, the pages' forms, and the guards. */
export const SANDBOX_ONLY_ROWS: readonly CoverageRow[] = [
  route('GET', '/', 200, {
    id: 'home',
    statement: 'Shows what the emulator is, and the URL of each data center.',
    implementation: 'control/home.ts',
    test: 'test/sandbox/http/loopback-only.test.ts',
  }),
  route('GET', '/favicon.ico', 204, {
    id: 'favicon',
    statement: 'Responds without an icon to browsers that request one.',
    implementation: 'app.ts',
    test: 'test/sandbox/guesses.test.ts',
  }),
  route('GET', '/sandbox/style.css', 200, {
    id: 'stylesheet',
    statement: 'Returns the stylesheet of every page except the inspector.',
    implementation: 'http/page.css',
    test: 'test/sandbox/http/page.test.ts',
  }),
  route('POST', '/oauth/authorize', 303, {
    id: 'sign-in',
    statement: 'Handles the form of the authorize page: `account` signs in and allows access, `refuse` refuses.',
    reference: "Cronofy's own form differs",
    implementation: 'provider/authorize.ts',
    test: 'test/sandbox/provider/authorize.test.ts',
  }),
  behavior(['POST /oauth/authorize'], {
    id: 'sign-in-unknown',
    statuses: [400],
    statement: 'An unknown account returns 400.',
    implementation: 'provider/authorize.ts',
    test: 'test/sandbox/provider/authorize.test.ts',
  }),
  route('POST', '/permissions/{id}', 303, {
    id: 'decision',
    statement: 'Handles the form of the access page: `accept-all`, `accept-selected` with `calendar_id`, or `reject`.',
    reference: "Cronofy's own form differs",
    implementation: 'provider/access-page.ts',
    test: 'test/sandbox/provider/access-page.test.ts',
  }),
  behavior(['GET /permissions/{id}'], {
    id: 'page-enter',
    statuses: [200],
    statement: 'Pressing Enter in a check box decides nothing. The access page reloads with the same boxes checked.',
    implementation: 'provider/access-page-view.ts',
    test: 'test/sandbox/provider/access-page.test.ts',
  }),
  behavior(['POST /permissions/{id}'], {
    id: 'decision-nonsense',
    statuses: [400],
    statement: 'An invalid form returns 400 and decides nothing.',
    implementation: 'provider/access-page.ts',
    test: 'test/sandbox/provider/access-page.test.ts',
  }),
  behavior([], {
    id: 'ids',
    statement:
      'Every ID and token contains its data center: `acc_de_google`, `pro_de_google1`, `cal_de_google1_work`, `at_de_…`.',
    reference:
      "`acc_`, `pro_`, and `cal_` begin the IDs of documented examples; Cronofy's account IDs have 28 characters (identity/account), and `@` occurs in calendar IDs (SDK)",
    implementation: 'store/accounts.ts',
    test: 'test/sandbox/store/accounts.test.ts',
  }),
  behavior([], {
    id: 'prefixes',
    statement: 'Each data center has a path prefix. A path without a prefix belongs to `us`.',
    implementation: 'app.ts',
    test: 'test/sandbox/index.test.ts',
  }),
  behavior([], {
    id: 'clients-everywhere',
    statement: 'An application has the same credentials in every data center.',
    reference: "Cronofy's credentials belong to one data center (guess)",
    implementation: 'config/seed.ts',
    test: 'test/sandbox/provider/bearer-auth.test.ts',
  }),
  behavior(['GET /v1/userinfo'], {
    id: 'userinfo-values',
    statement:
      '`email` is the name of the first profile, `name` is the name of the account in the seed, and `zoneinfo` is `Etc/UTC`.',
    implementation: 'provider/calendars.ts',
    test: 'test/sandbox/provider/calendars.test.ts',
  }),
  behavior([], {
    id: 'sandbox-fault',
    statement: 'If a response does not match openapi.yaml, the emulator returns 500 instead.',
    implementation: 'openapi/validate-response.ts',
    test: 'test/sandbox/openapi/validate-response.test.ts',
  }),
  behavior([], {
    id: 'own-hosts',
    statuses: [403],
    statement: 'The emulator serves loopback, names below `localhost`, and allowed hosts. Any other host returns 403.',
    implementation: 'http/loopback-only.ts',
    test: 'test/sandbox/http/loopback-only.test.ts',
  }),
  behavior([], {
    id: 'own-pages',
    statuses: [403],
    statement: 'A page of another site cannot change anything under `/sandbox`. The response is 403.',
    implementation: 'http/loopback-only.ts',
    test: 'test/sandbox/http/loopback-only.test.ts',
  }),
  behavior(['GET /', 'GET /sandbox'], {
    id: 'compressed-pages',
    statement: 'Browsers get compressed pages, stylesheets, and scripts. Programs get uncompressed responses.',
    implementation: 'http/compress.ts',
    test: 'test/sandbox/http/compress.test.ts',
  }),
  behavior([], {
    id: 'huge-body',
    statuses: [400],
    statement:
      'A body of more than 1 MiB returns 400 `invalid_request`. For `PUT /sandbox/state`, the limit is 64 MiB.',
    implementation: 'http/loopback-only.ts',
    test: 'test/sandbox/http/loopback-only.test.ts',
  }),
  route('POST', '/sandbox/reset', 204, {
    id: 'reset',
    statement: 'Restores the initial state.',
    implementation: 'index.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('GET', '/sandbox/accounts', 200, {
    id: 'accounts',
    statement: 'Lists the accounts, and how permission requests respond for each of them.',
    implementation: 'control/app.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('POST', '/sandbox/tokens', 200, {
    id: 'tokens',
    statement: 'Creates tokens without a browser, for the first application and the scope `read_write`.',
    implementation: 'control/app.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('POST', '/sandbox/decisions', 200, {
    id: 'decisions',
    statement: 'Decides a permission request without a browser.',
    implementation: 'control/decisions.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  behavior(['POST /sandbox/tokens', 'POST /sandbox/decisions', 'POST /sandbox/clock'], {
    id: 'strict-bodies',
    statuses: [400, 422],
    statement:
      'A body with an unknown or missing field, or with a value of the wrong type, is rejected and changes nothing.',
    implementation: 'control/request-fields.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('GET', '/sandbox/requests', 200, {
    id: 'requests',
    statement: 'Lists requests and responses, including injected faults. Secrets are masked.',
    implementation: 'journal/journal.ts',
    test: 'test/sandbox/journal/journal.test.ts',
  }),
  behavior(['GET /sandbox/requests'], {
    id: 'requests-kept',
    statement:
      'The newest 1000 requests are kept, up to 16 Mi characters. Of bodies that have more than 131072 characters, or are neither JSON nor forms, only the size is kept.',
    implementation: 'journal/journal.ts',
    test: 'test/sandbox/journal/journal.test.ts',
  }),
  route('GET', '/sandbox/state', 200, {
    id: 'state',
    statement: 'Returns permission levels, permission requests, tokens, codes, behaviors, and the time of the clock.',
    implementation: 'control/state.ts',
    test: 'test/sandbox/control/state.test.ts',
  }),
  route('PUT', '/sandbox/state', 204, {
    id: 'state-restore',
    statement:
      'Restores a result of `GET /sandbox/state`. An invalid one changes nothing. Remaining lifetimes stay the same.',
    implementation: 'control/state.ts',
    test: 'test/sandbox/control/state.model.test.ts',
  }),
  route('POST', '/sandbox/expire', 204, {
    id: 'expire',
    statement: 'Expires one token, or the URL of one access page.',
    implementation: 'control/expire.ts',
    test: 'test/sandbox/control/expire.test.ts',
  }),
  route('GET', '/sandbox', 200, {
    id: 'inspector',
    statement:
      'Shows the inspector: accounts, requests and responses, `curl` commands, decisions, the clock, and faults.',
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('GET', '/sandbox/inspector.js', 200, {
    id: 'inspector-script',
    statement: 'Returns the script that keeps the inspector up to date.',
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('GET', '/sandbox/inspector.css', 200, {
    id: 'inspector-stylesheet',
    statement: "Returns the inspector's stylesheet.",
    implementation: 'inspector/inspector.css',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('POST', '/sandbox/inspector/reset', 303, {
    id: 'inspector-reset',
    statement: "Handles the inspector's button for a reset.",
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('POST', '/sandbox/inspector/clock', 303, {
    id: 'inspector-clock',
    statement: "Handles the inspector's forms for the clock.",
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('POST', '/sandbox/inspector/faults', 303, {
    id: 'inspector-faults',
    statement: "Handles the inspector's forms for faults: adds one, or removes all.",
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('POST', '/sandbox/inspector/decisions', 303, {
    id: 'inspector-decisions',
    statement: "Handles the inspector's buttons that accept or reject a permission request.",
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('POST', '/sandbox/clock', 200, {
    id: 'clock',
    statement: 'Advances the clock. Tokens, codes, and access pages expire by it.',
    implementation: 'store/clock.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('GET', '/sandbox/faults', 200, {
    id: 'faults-read',
    statement: 'Lists the injected faults, and how many calls each has hit.',
    implementation: 'control/faults.ts',
    test: 'test/sandbox/control/faults.test.ts',
  }),
  route('PUT', '/sandbox/faults', 200, {
    id: 'faults-replace',
    statement: 'Replaces the injected faults. Their counts start again.',
    implementation: 'control/faults.ts',
    test: 'test/sandbox/control/faults.test.ts',
  }),
  route('DELETE', '/sandbox/faults', 204, {
    id: 'faults-end',
    statement: 'Removes all injected faults.',
    implementation: 'control/faults.ts',
    test: 'test/sandbox/control/faults.test.ts',
  }),
  route('GET', '/sandbox/behaviors', 200, {
    id: 'behaviors-read',
    statement: 'Returns the behaviors, which decide what the emulator does where Cronofy is not documented.',
    implementation: 'control/behaviors.ts',
    test: 'test/sandbox/config/behaviors.test.ts',
  }),
  route('PUT', '/sandbox/behaviors', 200, {
    id: 'behaviors-replace',
    statement: 'Sets the behaviors. A behavior that is absent gets its default.',
    implementation: 'control/behaviors.ts',
    test: 'test/sandbox/config/behaviors.test.ts',
  }),
  route('DELETE', '/sandbox/behaviors', 204, {
    id: 'behaviors-restore',
    statement: 'Restores the initial behaviors.',
    implementation: 'control/behaviors.ts',
    test: 'test/sandbox/config/behaviors.test.ts',
  }),
]
