/**
 * The coverage table: errors that the sandbox makes only when a fault tells it to, and its faults.
 *
 * @module
 */

import { FAULTS } from '../../../edge/sandbox/faults/definitions.ts'
import { type FaultName, OPERATIONS } from '../../../edge/sandbox/faults/types.ts'
import { type CoverageRow, PAGES } from './row.ts'

const tableTest = (title: string) => ({ file: 'test/sandbox/faults/definitions.test.ts', title })
const strikeTest = (title: string) => ({ file: 'test/sandbox/faults/middleware.test.ts', title })
const STATUS = tableTest('status answers %s with each status, its usual body, and nothing else')
const EFFECTS = tableTest('both, neither and foreign_url answer permissions as nobody should')
const TIMING = tableTest('slow_headers waits before the headers, slow_body behind them')
const RIGHT = tableTest('html and empty answer 200 all the same')
const PADDED = tableTest('deep_json and huge_json put one more field into the answer to %s')
const RETURNS = 'naive_return and late_grant are in the journal, with the answer, where the page was asked'

/** Which test shows each fault. */
const FAULT_TESTS: Readonly<Record<FaultName, CoverageRow['test']>> = {
  status: STATUS,
  slow_headers: TIMING,
  slow_body: TIMING,
  late_answer: tableTest('late_answer answers 504 when its time has passed'),
  reset: tableTest('reset makes fetch reject on %s'),
  cut_body: tableTest('cut_body ends the answer to %s half way'),
  content_type: tableTest('content_type gives the right answer to %s under another type'),
  html: RIGHT,
  empty: RIGHT,
  both: EFFECTS,
  neither: EFFECTS,
  foreign_url: EFFECTS,
  redirect: tableTest('redirect sends elsewhere'),
  deep_json: PADDED,
  huge_json: PADDED,
  endless: tableTest('endless answers %s for as long as it is read, and lets timers run'),
  late_grant: strikeTest(
    'late_grant counts the reads of its own account that were answered, and of the calendars only',
  ),
  rotate_refresh_token: strikeTest(
    'rotate_refresh_token answers another refresh token, the old one is dead, access tokens live on',
  ),
  naive_return: strikeTest(RETURNS),
}

/** The statuses of the description that nothing but a fault makes an operation answer. */
const ONLY_BY_FAULT: Readonly<Record<(typeof OPERATIONS)[number], readonly number[]>> = {
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
    kind: 'behaviour',
    routes: OPERATIONS,
    answers: [429],
    statement:
      'More than 50 calls a second or 500 a minute are 429; the sandbox counts none and answers it as a fault.',
    source: 'documented',
    reference: PAGES.errors,
    where: 'faults/definitions.ts',
    test: STATUS,
  },
  {
    id: 'rate-limit-retry-after',
    kind: 'behaviour',
    routes: OPERATIONS,
    answers: [429],
    statement: 'A 429 has no `Retry-After`, unless the fault is given one.',
    source: 'guess',
    reference: 'no such header is documented',
    where: 'faults/definitions.ts',
    test: STATUS,
  },
  {
    id: 'server-errors',
    kind: 'behaviour',
    routes: OPERATIONS,
    answers: [500, 502, 503, 504],
    statement: 'A provider that fails answers 500, 502, 503 or 504; the sandbox does so as a fault.',
    source: 'SDK',
    reference: 'cronofy-ruby maps them to errors',
    where: 'faults/types.ts',
    test: STATUS,
  },
  {
    id: 'fault-bodies',
    kind: 'behaviour',
    routes: OPERATIONS,
    statement: 'The bodies of faulty statuses are `{"error":"…"}`, with the words of the sandbox.',
    source: 'guess',
    reference: 'no body was seen but `invalid_grant` and `errors` of a 422',
    where: 'faults/responses.ts',
    test: STATUS,
  },
  ...OPERATIONS.map(
    (route): CoverageRow => ({
      id: `statuses-${route.replace(/^\w+ \/(v1\/)?/, '').replaceAll('/', '-')}`,
      kind: 'behaviour',
      routes: [route],
      answers: ONLY_BY_FAULT[route],
      statement: `${route} answers ${(ONLY_BY_FAULT[route] ?? []).join(', ')} only when a fault says so.`,
      source: 'guess',
      reference: `the statuses are documented (${PAGES.errors}), where each occurs is not`,
      where: 'faults/definitions.ts',
      test: STATUS,
    }),
  ),
]

/** Rows on faults: what each says of itself stands in their own table. */
export const FAULT_ROWS: readonly CoverageRow[] = Object.entries(FAULTS).map(
  ([name, { about, source, routes }]): CoverageRow => ({
    id: `fault-${name.replaceAll('_', '-')}`,
    kind: 'behaviour',
    routes,
    statement: `Fault \`${name}\`: ${about}.`,
    source: 'ours',
    reference: source,
    where: 'faults/definitions.ts',
    test: FAULT_TESTS[name as FaultName],
  }),
)
