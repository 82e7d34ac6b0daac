/**
 * A call of every route that a fault can strike, for the tests of faults.
 *
 * @module
 */

import { FAULT_DEFINITIONS, FAULT_NAMES } from '../../edge/sandbox/faults/definitions.ts'
import { FAULT_ROUTES, OPERATIONS } from '../../edge/sandbox/faults/types.ts'
import type { FaultEntry, FaultName, FaultRoute } from '../../edge/sandbox/index.ts'
import { type CallOptions, CLIENT, permissionsBody, type SandboxClient } from './sandbox-client.ts'

/** Something that each fault can be given where it needs to know something. */
const PARAMETERS: { readonly [Name in FaultName]?: object } = {
  status: { status: 503 },
  slow_headers: { ms: 50 },
  slow_body: { ms: 50 },
  response_timeout: { ms: 50 },
  content_type: { content_type: 'text/plain' },
  foreign_url: { url: 'https://evil.example/' },
  redirect: { location: 'https://evil.example/' },
  deeply_nested_json: { depth: 100 },
  oversized_json: { bytes: 100_000 },
  delayed_grant: { reads: 1 },
}

/** An entry that strikes every call of the route. `parameters` take the place of the usual ones. */
export function faultEntry(route: FaultRoute, fault: FaultName, parameters: object = {}): FaultEntry {
  return { route, fault, ...PARAMETERS[fault], ...parameters } as FaultEntry
}

/** Every fault with every operation that it can strike. */
export const FAULTY_OPERATIONS: readonly [FaultName, (typeof OPERATIONS)[number]][] = FAULT_NAMES.flatMap((fault) =>
  OPERATIONS.filter(
    (route) => FAULT_DEFINITIONS[fault].respond !== undefined && FAULT_DEFINITIONS[fault].routes.includes(route),
  ).map((route): [FaultName, (typeof OPERATIONS)[number]] => [fault, route]),
)

/** Everything that the table says a fault can strike. */
export const FAULTY_ROUTES: readonly [FaultName, FaultRoute][] = FAULT_NAMES.flatMap((fault) =>
  FAULT_ROUTES.filter((route) => FAULT_DEFINITIONS[fault].routes.includes(route)).map(
    (route): [FaultName, FaultRoute] => [fault, route],
  ),
)

/** A call that is answered with 200 where nothing strikes: of an account that is granted at once what it asks for. */
export async function successfulCall(
  sandboxClient: SandboxClient,
  route: (typeof OPERATIONS)[number],
): Promise<[string, CallOptions]> {
  const { access_token: token, refresh_token } = await sandboxClient.tokens('enterprise')
  const path = route.split(' ')[1] ?? ''
  switch (route) {
    case 'POST /v1/permissions':
      return [path, { token, json: permissionsBody(['cal_us_enterprise1_work']) }]
    case 'POST /oauth/token':
      return [path, { form: { ...CLIENT, grant_type: 'refresh_token', refresh_token } }]
    case 'POST /oauth/token/revoke':
      return [path, { form: { ...CLIENT, token: refresh_token } }]
    default:
      return [path, { token }]
  }
}
