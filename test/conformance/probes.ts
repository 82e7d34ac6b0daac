/**
 * Every row about the provider, and how it is tried, or why it is not.
 *
 * @module
 */
import type { Probes } from './probe.ts'
import { ACCESS_PAGE_PROBES } from './probes-access-page.ts'
import { AUTHORIZE_PROBES } from './probes-authorize.ts'
import { PERMISSIONS_PROBES } from './probes-permissions.ts'
import { READING_PROBES } from './probes-reading.ts'
import { TOKEN_PROBES } from './probes-token.ts'

const BURDEN = 'would burden the target with calls; the sandbox counts none'
const FAILURE = 'a failure of the target cannot be asked for'
const OCCASION = 'nothing is known that makes the operation answer them'

/** By id of the row. A text is the reason why there is no probe. */
export const PROBES: Probes = {
  ...AUTHORIZE_PROBES,
  ...TOKEN_PROBES,
  ...READING_PROBES,
  ...PERMISSIONS_PROBES,
  ...ACCESS_PAGE_PROBES,
  'rate-limit': BURDEN,
  'rate-limit-retry-after': BURDEN,
  'server-errors': FAILURE,
  'fault-bodies': FAILURE,
  'statuses-permissions': OCCASION,
  'statuses-calendars': OCCASION,
  'statuses-userinfo': OCCASION,
  'statuses-oauth-token': OCCASION,
  'statuses-oauth-token-revoke': OCCASION,
}
