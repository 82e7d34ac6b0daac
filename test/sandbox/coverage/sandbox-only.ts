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
    statement: 'A page says what this is.',
    implementation: 'control/home.ts',
    test: 'test/sandbox/http/loopback-only.test.ts',
  }),
  route('GET', '/favicon.ico', 204, {
    id: 'favicon',
    statement: 'Browsers that ask for an icon get none.',
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
    statement: 'The form of the authorize page: `account` signs in and allows, `refuse` refuses.',
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
    statement: 'Enter in a check box decides nothing: the access page comes back with what is ticked.',
    implementation: 'provider/access-page-view.ts',
    test: 'test/sandbox/provider/access-page.test.ts',
  }),
  behavior(['POST /permissions/{id}'], {
    id: 'decision-nonsense',
    statuses: [400],
    statement: 'A form that makes no sense is 400 and decides nothing.',
    implementation: 'provider/access-page.ts',
    test: 'test/sandbox/provider/access-page.test.ts',
  }),
  behavior([], {
    id: 'ids',
    statement: 'Every id carries its data center: `acc_de_google`, `pro_de_google1`, `cal_de_google1_work`, `at_de_…`.',
    reference:
      "`acc_`, `pro_` and `cal_` begin the IDs of documented examples; Cronofy's account IDs have 28 characters (identity/account), and `@` occurs in calendar IDs (SDK)",
    implementation: 'store/accounts.ts',
    test: 'test/sandbox/store/accounts.test.ts',
  }),
  behavior([], {
    id: 'prefixes',
    statement: 'Every data center has its own path prefix. Without one it is `us`.',
    implementation: 'app.ts',
    test: 'test/sandbox/index.test.ts',
  }),
  behavior([], {
    id: 'clients-everywhere',
    statement: 'An application has the same credentials in every data center.',
    reference: "the provider's belong to one data center (guess)",
    implementation: 'config/seed.ts',
    test: 'test/sandbox/provider/bearer-auth.test.ts',
  }),
  behavior(['GET /v1/userinfo'], {
    id: 'userinfo-values',
    statement: '`email` is the name of the first profile, `name` that of the seed, `zoneinfo` is `Etc/UTC`.',
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
    statement: 'Loopback, names below `localhost`, and allowed hosts are served. Every other host is 403.',
    implementation: 'http/loopback-only.ts',
    test: 'test/sandbox/http/loopback-only.test.ts',
  }),
  behavior([], {
    id: 'own-pages',
    statuses: [403],
    statement: 'Pages of another site change nothing under `/sandbox`: 403.',
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
      'A body that is longer than 1 MiB, or says so, is 400 `invalid_request`, and is read no further; a state may have 64 MiB.',
    implementation: 'http/loopback-only.ts',
    test: 'test/sandbox/http/loopback-only.test.ts',
  }),
  route('POST', '/sandbox/reset', 204, {
    id: 'reset',
    statement: 'Everything is as it was at the start.',
    implementation: 'index.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('GET', '/sandbox/accounts', 200, {
    id: 'accounts',
    statement: 'Every account, and how permission requests respond for it.',
    implementation: 'control/app.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('POST', '/sandbox/tokens', 200, {
    id: 'tokens',
    statement: 'Tokens without a browser, for the first application and `read_write`.',
    implementation: 'control/app.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('POST', '/sandbox/decisions', 200, {
    id: 'decisions',
    statement: 'A decision without a browser.',
    implementation: 'control/decisions.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  behavior(['POST /sandbox/tokens', 'POST /sandbox/decisions', 'POST /sandbox/clock'], {
    id: 'strict-bodies',
    statuses: [400, 422],
    statement: 'What is misspelt, missing or of the wrong type is refused and changes nothing.',
    implementation: 'control/request-fields.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('GET', '/sandbox/requests', 200, {
    id: 'requests',
    statement: 'Requests and responses, including injected faults, with secrets masked.',
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
    statement: 'The books: the level of every calendar now, the requests, and every token and code that is alive.',
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
    statement: 'The inspector: accounts, requests with responses and a `curl` command, decisions, clock, and faults.',
    implementation: 'inspector/routes.ts',
    test: 'test/sandbox/inspector/routes.test.ts',
  }),
  route('GET', '/sandbox/inspector.js', 200, {
    id: 'inspector-script',
    statement: 'The one script, which keeps the inspector up to date.',
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
    statement: "The inspector's form for faults; it adds one, or clears all.",
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
    statement: 'The clock is pushed forward, and what expires by it does.',
    implementation: 'store/clock.ts',
    test: 'test/sandbox/control/app.test.ts',
  }),
  route('GET', '/sandbox/faults', 200, {
    id: 'faults-read',
    statement: 'The faults, and how often each has struck.',
    implementation: 'control/faults.ts',
    test: 'test/sandbox/control/faults.test.ts',
  }),
  route('PUT', '/sandbox/faults', 200, {
    id: 'faults-replace',
    statement: 'Other faults, counted from the beginning.',
    implementation: 'control/faults.ts',
    test: 'test/sandbox/control/faults.test.ts',
  }),
  route('DELETE', '/sandbox/faults', 204, {
    id: 'faults-end',
    statement: 'No more faults are made.',
    implementation: 'control/faults.ts',
    test: 'test/sandbox/control/faults.test.ts',
  }),
  route('GET', '/sandbox/behaviors', 200, {
    id: 'behaviors-read',
    statement: 'How the guesses are switched.',
    implementation: 'control/behaviors.ts',
    test: 'test/sandbox/config/behaviors.test.ts',
  }),
  route('PUT', '/sandbox/behaviors', 200, {
    id: 'behaviors-replace',
    statement: 'The guesses are switched; what is absent is the default.',
    implementation: 'control/behaviors.ts',
    test: 'test/sandbox/config/behaviors.test.ts',
  }),
  route('DELETE', '/sandbox/behaviors', 204, {
    id: 'behaviors-restore',
    statement: 'The guesses are switched as they were at the start.',
    implementation: 'control/behaviors.ts',
    test: 'test/sandbox/config/behaviors.test.ts',
  }),
]
