/**
 * The coverage table: headers that all responses have in common.
 *
 * @module
 */
import { OPERATIONS } from '../../../edge/sandbox/faults/types.ts'
import { type CoverageRow, PAGES } from './row.ts'

const IMPLEMENTATION = 'http/response-headers.ts'
const TEST = 'test/sandbox/http/response-headers.test.ts'

/** Rows on headers. */
export const HEADER_ROWS: readonly CoverageRow[] = [
  {
    id: 'json-charset',
    kind: 'behavior',
    routes: OPERATIONS,
    statement: 'A successful JSON response has the content type `application/json; charset=utf-8`.',
    source: 'documented',
    reference: `every example of a response, such as ${PAGES.account}`,
    implementation: IMPLEMENTATION,
    test: TEST,
  },
  {
    id: 'json-charset-errors',
    kind: 'behavior',
    routes: OPERATIONS,
    statement: 'A JSON error also has the content type `application/json; charset=utf-8`.',
    source: 'third party',
    reference: 'recorded by third parties, not documented',
    implementation: IMPLEMENTATION,
    test: TEST,
  },
  {
    id: 'request-id',
    kind: 'behavior',
    routes: OPERATIONS,
    statement: 'Every response has its own `X-Request-Id`.',
    source: 'third party',
    reference: 'recorded in May 2020, not documented; that it is a UUID is a guess',
    implementation: IMPLEMENTATION,
    test: TEST,
  },
  {
    id: 'status-header',
    kind: 'behavior',
    routes: OPERATIONS,
    statement: 'Every response repeats its status in a header: `Status: 400 Bad Request`.',
    source: 'third party',
    reference: "recorded in May 2020, not documented; cronofy-ruby's errors have it as their message",
    implementation: IMPLEMENTATION,
    test: TEST,
  },
  {
    id: 'calendars-etag',
    kind: 'behavior',
    routes: ['GET /v1/calendars'],
    statement: 'The list of calendars has a weak `ETag`. `If-None-Match` has no effect.',
    source: 'third party',
    reference: 'recorded in May 2020, not documented; that `If-None-Match` has no effect is a guess',
    implementation: 'provider/calendars.ts',
    test: TEST,
  },
]
