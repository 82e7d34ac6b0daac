/**
 * The coverage table: what is the sandbox's own.
 *
 * @module
 */
import { type CoverageRow, SANDBOX_ONLY } from './row.ts'

type RowFields = Omit<CoverageRow, 'kind' | 'routes' | 'source' | 'reference'> & { readonly reference?: string }

/** A route that the provider has not, with the status of its success. */
function route(method: string, path: string, status: number, fields: Omit<RowFields, 'answers'>): CoverageRow {
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
    statement: 'A page that explains the emulator.',
    implementation: 'control/home.ts',
    test: 'test/sandbox/http/loopback-only.test.ts',
  }),
  route('GET', '/favicon.ico', 204, {
    id: 'favicon',
    statement: 'Responds to browsers that request an icon with 204.',
    implementation: 'app.ts',
    test: 'test/sandbox/guesses.test.ts',
  }),
  route('GET', '/sandbox/style.css', 200, {
    id: 'stylesheet',
    statement: 'The stylesheet of every page but the inspector.',
    implementation: 'http/page.css',
    test: 'test/sandbox/http/page.test.ts',
  }),
  route('POST', '/oauth/authorize', 303, {
    id: 'sign-in',
    statement: 'The form of the authorize page: `account` signs in and allows access, `refuse` refuses.',
    reference: "Cronofy's own form differs",
    implementation: 'provider/authorize.ts',
    test: 'test/sandbox/provider/authorize.test.ts',
  }),
  behavior(['POST /oauth/authorize'], {
    id: 'sign-in-unknown',
    statuses: [400],
    statement: 'An unknown account is 400.',
    implementation: 'provider/authorize.ts',
    test: 'test/sandbox/provider/authorize.test.ts',
  }),
  route('POST', '/permissions/{id}', 303, {
    id: 'decision',
    statement: 'The form of the access page: `accept-all`, `accept-selected` with `calendar_id`, or `reject`.',
    reference: "Cronofy's own form differs",
    implementation: 'provider/access-page.ts',
    test: 'test/sandbox/provider/access-page.test.ts',
  }),
  behavior(['GET /permissions/{id}'], {
    id: 'page-enter',
    statuses: [200],
    statement: 'The Enter key in a check box decides nothing. The access page is shown again with the same selection.',
    implementation: 'provider/access-page-view.ts',
    test: 'test/sandbox/provider/access-page.test.ts',
  }),
  behavior(['POST /permissions/{id}'], {
    id: 'decision-nonsense',
    statuses: [400],
    statement: 'An invalid form is 400, and decides nothing.',
    implementation: 'provider/access-page.ts',
    test: 'test/sandbox/provider/access-page.test.ts',
  }),
  behavior([], {
    id: 'ids',
    statement:
      'Every ID contains its data center: `acc_de_google`, `pro_de_google1`, `cal_de_google1_work`, `at_de_…`.',
    reference:
      "`acc_`, `pro_` and `cal_` begin the IDs of documented examples; Cronofy's account IDs have 28 characters (identity/account), and `@` occurs in calendar IDs (SDK)",
    implementation: 'store/accounts.ts',
    test: 'test/sandbox/store/accounts.test.ts',
  }),
  behavior([], {
    id: 'prefixes',
    statement: 'Every data center has its own path prefix. Without a prefix, it is `us`.',
    implementation: 'app.ts',
    test: 'test/sandbox/index.test.ts',
  }),
  behavior([], {
    id: 'clients-everywhere',
    statement: 'An application has the same credentials in every data center.',
    reference: "Cronofy's belong to one data center (guess)",
    implementation: 'config/seed.ts',
    test: 'test/sandbox/provider/bearer-auth.test.ts',
  }),
  behavior(['GET /v1/userinfo'], {
    id: 'userinfo-values',
    statement:
      '`email` is the name of the first profile, `name` is that of the account in the seed, and `zoneinfo` is `Etc/UTC`.',
    implementation: 'provider/calendars.ts',
    test: 'test/sandbox/provider/calendars.test.ts',
  }),
  behavior([], {
    id: 'sandbox-fault',
    statement: 'A response that openapi.yaml does not allow is replaced by a 500.',
    implementation: 'openapi/validate-response.ts',
    test: 'test/sandbox/openapi/validate-response.test.ts',
  }),
  behavior([], {
    id: 'own-hosts',
    statuses: [403],
    statement:
      'Requests to loopback, to names below `localhost`, and to allowed hosts are served. Every other host is 403.',
    implementation: 'http/loopback-only.ts',
    test: 'test/sandbox/http/loopback-only.test.ts',
  }),
  behavior([], {
    id: 'own-pages',
    statuses: [403],
    statement: 'Pages of another site cannot change anything below `/sandbox`: 403.',
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
    statement: 'A body of more than 1 MiB is 400 `invalid_request`, and the rest is not read. A state may have 64 MiB.',
    implementation: 'http/loopback-only.ts',
    test: 'test/sandbox/http/loopback-only.test.ts',
  }),
  route('POST', '/sandbox/reset', 204, {
    id: 'reset',
    statement: 'Restores the start.',
    implementation: 'index.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('GET', '/sandbox/accounts', 200, {
    id: 'accounts',
    statement: 'Lists every account, and how permission requests respond for it.',
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
    statement: 'Decides without a browser.',
    implementation: 'control/decisions.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  behavior(['POST /sandbox/tokens', 'POST /sandbox/decisions', 'POST /sandbox/clock'], {
    id: 'strict-bodies',
    statuses: [400, 422],
    statement: 'A misspelled or missing field, or one of the wrong type, is an error, and changes nothing.',
    implementation: 'control/request-fields.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('GET', '/sandbox/requests', 200, {
    id: 'requests',
    statement: 'Lists requests and responses, including injected faults, with secrets masked.',
    implementation: 'journal/journal.ts',
    test: 'test/sandbox/journal/journal.test.ts',
  }),
  behavior(['GET /sandbox/requests'], {
    id: 'requests-kept',
    statement:
      'The newest 1000 are kept, and no more than 16 Mi characters of them; of a body of more than 131072 characters, and of one that is neither JSON nor a form, only the size is.',
    implementation: 'journal/journal.ts',
    test: 'test/sandbox/journal/journal.test.ts',
  }),
  route('GET', '/sandbox/state', 200, {
    id: 'state',
    statement: 'Returns the state: the level of every calendar, the requests, and every valid token and code.',
    implementation: 'control/state.ts',
    test: 'test/sandbox/control/state.test.ts',
  }),
  route('PUT', '/sandbox/state', 204, {
    id: 'state-restore',
    statement:
      'Restores a result of `GET /sandbox/state` with its behaviors, all of it or nothing. Remaining lifetimes stay the same.',
    implementation: 'control/state.ts',
    test: 'test/sandbox/control/state.model.test.ts',
  }),
  route('POST', '/sandbox/expire', 204, {
    id: 'expire',
    statement: 'Expires one token or one URL of an access page.',
    implementation: 'control/expire.ts',
    test: 'test/sandbox/control/expire.test.ts',
  }),
  route('GET', '/sandbox', 200, {
    id: 'inspector',
    statement:
      'The inspector: accounts, requests with responses and a `curl` command, decisions, the clock, and faults.',
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('GET', '/sandbox/inspector.js', 200, {
    id: 'inspector-script',
    statement: 'The script that keeps the inspector up to date.',
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('GET', '/sandbox/inspector.css', 200, {
    id: 'inspector-stylesheet',
    statement: "The inspector's stylesheet.",
    implementation: 'inspector/inspector.css',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('POST', '/sandbox/inspector/reset', 303, {
    id: 'inspector-reset',
    statement: "The inspector's button for a reset.",
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('POST', '/sandbox/inspector/clock', 303, {
    id: 'inspector-clock',
    statement: "The inspector's buttons for the clock.",
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('POST', '/sandbox/inspector/faults', 303, {
    id: 'inspector-faults',
    statement: "The inspector's form for faults. It adds one, or ends all.",
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('POST', '/sandbox/inspector/decisions', 303, {
    id: 'inspector-decisions',
    statement: "The inspector's buttons for requests that wait for a decision.",
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('POST', '/sandbox/clock', 200, {
    id: 'clock',
    statement: 'Advances the clock. Tokens, codes, and pages expire by it.',
    implementation: 'store/clock.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('GET', '/sandbox/faults', 200, {
    id: 'faults-read',
    statement: 'Lists the faults, and how often each was hit.',
    implementation: 'control/faults.ts',
    test: 'test/sandbox/control/faults.test.ts',
  }),
  route('PUT', '/sandbox/faults', 200, {
    id: 'faults-replace',
    statement: 'Replaces the faults. Counts begin again.',
    implementation: 'control/faults.ts',
    test: 'test/sandbox/control/faults.test.ts',
  }),
  route('DELETE', '/sandbox/faults', 204, {
    id: 'faults-end',
    statement: 'Ends all injected faults.',
    implementation: 'control/faults.ts',
    test: 'test/sandbox/control/faults.test.ts',
  }),
  route('GET', '/sandbox/behaviors', 200, {
    id: 'behaviors-read',
    statement: 'Returns the behaviors.',
    implementation: 'control/behaviors.ts',
    test: 'test/sandbox/config/behaviors.test.ts',
  }),
  route('PUT', '/sandbox/behaviors', 200, {
    id: 'behaviors-replace',
    statement: 'Replaces the behaviors. An absent one gets its default.',
    implementation: 'control/behaviors.ts',
    test: 'test/sandbox/config/behaviors.test.ts',
  }),
  route('DELETE', '/sandbox/behaviors', 204, {
    id: 'behaviors-restore',
    statement: 'Restores the behaviors of the start.',
    implementation: 'control/behaviors.ts',
    test: 'test/sandbox/config/behaviors.test.ts',
  }),
]
