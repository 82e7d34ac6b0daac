/**
 * The coverage table: errors that the sandbox makes only when a fault tells it to, and its faults.
 *
 * @module
 */

import { FAULT_DEFINITIONS } from '../../../edge/sandbox/faults/definitions.ts'
import { type FaultName, OPERATIONS } from '../../../edge/sandbox/faults/types.ts'
import { type CoverageRow, PAGES } from './row.ts'

const definitionTest = (title: string) => ({ file: 'test/sandbox/faults/definitions.test.ts', title })
const middlewareTest = (title: string) => ({ file: 'test/sandbox/faults/middleware.test.ts', title })
const STATUS = definitionTest('status answers %s with each status, its usual body, and nothing else')
const PERMISSIONS_RESPONSES = definitionTest(
  'url_and_accepted, neither_url_nor_accepted and foreign_url answer permissions as nobody should',
)
const TIMING = definitionTest('slow_headers waits before the headers, slow_body behind them')
const SUCCESS_STATUS = definitionTest('html and empty answer 200 all the same')
const EXTRA_FIELD = definitionTest('deeply_nested_json and oversized_json put one more field into the answer to %s')
const DECISION_FAULTS =
  'append_error_naively and delayed_grant are in the journal, with the answer, where the page was asked'

/** Which test shows each fault. */
const FAULT_TESTS: Readonly<Record<FaultName, CoverageRow['test']>> = {
  status: STATUS,
  slow_headers: TIMING,
  slow_body: TIMING,
  response_timeout: definitionTest('response_timeout answers 504 when its time has passed'),
  reset: definitionTest('reset makes fetch reject on %s'),
  truncated_body: definitionTest('truncated_body ends the answer to %s half way'),
  content_type: definitionTest('content_type gives the right answer to %s under another type'),
  html: SUCCESS_STATUS,
  empty: SUCCESS_STATUS,
  url_and_accepted: PERMISSIONS_RESPONSES,
  neither_url_nor_accepted: PERMISSIONS_RESPONSES,
  foreign_url: PERMISSIONS_RESPONSES,
  redirect: definitionTest('redirect sends elsewhere'),
  deeply_nested_json: EXTRA_FIELD,
  oversized_json: EXTRA_FIELD,
  endless_body: definitionTest('endless_body answers %s for as long as it is read, and lets timers run'),
  delayed_grant: middlewareTest(
    'delayed_grant counts the reads of its own account that were answered, and of the calendars only',
  ),
  rotate_refresh_token: middlewareTest(
    'rotate_refresh_token answers another refresh token, the old one is dead, access tokens live on',
  ),
  append_error_naively: middlewareTest(DECISION_FAULTS),
}

/** The statuses of the description that nothing but a fault makes an operation answer. */
const STATUSES_ONLY_BY_FAULT: Readonly<Record<(typeof OPERATIONS)[number], readonly number[]>> = {
  'POST /v1/permissions': [404],
  'GET /v1/calendars': [400, 402, 403, 404, 422, 423],
  'GET /v1/userinfo': [400, 402, 403, 404, 422, 423],
  'POST /oauth/token': [402, 403, 404, 422, 423],
  'POST /oauth/token/revoke': [402, 403, 404, 422, 423],
}

/** Rows on errors. */
export const ERROR_ROWS: readonly CoverageRow[] = [
  {
    id: 'rate-limit',
    kind: 'behavior',
    routes: OPERATIONS,
    statuses: [429],
    statement:
      'More than 50 calls a second or 500 a minute are 429; the sandbox counts none and answers it as a fault.',
    source: 'documented',
    reference: PAGES.errors,
    implementation: 'faults/definitions.ts',
    test: STATUS,
  },
  {
    id: 'rate-limit-retry-after',
    kind: 'behavior',
    routes: OPERATIONS,
    statuses: [429],
    statement: 'A 429 has no `Retry-After`, unless the fault is given one.',
    source: 'guess',
    reference: 'no such header is documented',
    implementation: 'faults/definitions.ts',
    test: STATUS,
  },
  {
    id: 'server-errors',
    kind: 'behavior',
    routes: OPERATIONS,
    statuses: [500, 502, 503, 504],
    statement: 'A provider that fails answers 500, 502, 503 or 504; the sandbox does so as a fault.',
    source: 'SDK',
    reference: 'cronofy-ruby maps them to errors',
    implementation: 'faults/types.ts',
    test: STATUS,
  },
  {
    id: 'fault-bodies',
    kind: 'behavior',
    routes: OPERATIONS,
    statement: 'The bodies of faulty statuses are `{"error":"…"}`, with the words of the sandbox.',
    source: 'guess',
    reference: 'no body was seen but `invalid_grant` and `errors` of a 422',
    implementation: 'faults/responses.ts',
    test: STATUS,
  },
  ...OPERATIONS.map(
    (route): CoverageRow => ({
      id: `statuses-${route.replace(/^\w+ \/(v1\/)?/, '').replaceAll('/', '-')}`,
      kind: 'behavior',
      routes: [route],
      statuses: STATUSES_ONLY_BY_FAULT[route],
      statement: `${route} answers ${(STATUSES_ONLY_BY_FAULT[route] ?? []).join(', ')} only when a fault says so.`,
      source: 'guess',
      reference: `the statuses are documented (${PAGES.errors}), where each occurs is not`,
      implementation: 'faults/definitions.ts',
      test: STATUS,
    }),
  ),
]

/** Rows on faults: what each says of itself stands in their own table. */
export const FAULT_ROWS: readonly CoverageRow[] = Object.entries(FAULT_DEFINITIONS).map(
  ([name, { description, source, routes }]): CoverageRow => ({
    id: `fault-${name.replaceAll('_', '-')}`,
    kind: 'behavior',
    routes,
    statement: `Fault \`${name}\`: ${description}.`,
    source: 'sandbox-only',
    reference: source,
    implementation: 'faults/definitions.ts',
    test: FAULT_TESTS[name as FaultName],
  }),
)
