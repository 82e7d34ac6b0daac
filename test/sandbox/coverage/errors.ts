/**
 * The coverage table: errors that only injected faults cause, and the faults.
 *
 * @module
 */

import { FAULT_DEFINITIONS } from '../../../edge/sandbox/faults/definitions.ts'
import { OPERATIONS } from '../../../edge/sandbox/faults/types.ts'
import { type CoverageRow, PAGES } from './row.ts'

const TEST = 'test/sandbox/faults/definitions.test.ts'

/** The statuses in openapi.yaml that only an injected fault causes. */
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
      'Cronofy returns 429 for more than 50 calls per second or 500 per minute. The emulator returns it only for an injected fault.',
    source: 'documented',
    reference: PAGES.errors,
    implementation: 'faults/definitions.ts',
    test: TEST,
  },
  {
    id: 'rate-limit-retry-after',
    kind: 'behavior',
    routes: OPERATIONS,
    statuses: [429],
    statement: 'A 429 has no `Retry-After`, unless the fault sets one.',
    source: 'guess',
    reference: 'no such header is documented',
    implementation: 'faults/definitions.ts',
    test: TEST,
  },
  {
    id: 'server-errors',
    kind: 'behavior',
    routes: OPERATIONS,
    statuses: [500, 502, 503, 504],
    statement: 'If Cronofy fails, it returns 500, 502, 503, or 504. The emulator returns these for an injected fault.',
    source: 'SDK',
    reference: 'cronofy-ruby maps them to errors',
    implementation: 'faults/types.ts',
    test: TEST,
  },
  {
    id: 'fault-bodies',
    kind: 'behavior',
    routes: OPERATIONS,
    statement: 'The body of an injected status is `{"error":"…"}`. The emulator chose the codes.',
    source: 'guess',
    reference: 'only `invalid_grant` and the `errors` of a 422 were seen',
    implementation: 'faults/responses.ts',
    test: TEST,
  },
  ...OPERATIONS.map(
    (route): CoverageRow => ({
      id: `statuses-${route.replace(/^\w+ \/(v1\/)?/, '').replaceAll('/', '-')}`,
      kind: 'behavior',
      routes: [route],
      statuses: STATUSES_ONLY_BY_FAULT[route],
      statement: `${route} returns ${(STATUSES_ONLY_BY_FAULT[route] ?? []).join(', ')} only for an injected fault.`,
      source: 'guess',
      reference: `the statuses are documented (${PAGES.errors}); where each occurs is not`,
      implementation: 'faults/definitions.ts',
      test: TEST,
    }),
  ),
]

/** Rows on faults, from their definitions. */
export const FAULT_ROWS: readonly CoverageRow[] = Object.entries(FAULT_DEFINITIONS).map(
  ([name, { description, source, routes, respond }]): CoverageRow => ({
    id: `fault-${name.replaceAll('_', '-')}`,
    kind: 'behavior',
    routes,
    statement: `Fault \`${name}\`: ${description}.`,
    source: 'sandbox-only',
    reference: source,
    implementation: 'faults/definitions.ts',
    // Faults without a response change what a call does.
    test: respond === undefined ? 'test/sandbox/faults/middleware.test.ts' : TEST,
  }),
)
