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

const TOO_MANY_CALLS = 'would burden the target with calls; the sandbox counts none'
const NEEDS_TARGET_FAILURE = 'a failure of the target cannot be asked for'
const NO_KNOWN_TRIGGER = 'nothing is known that makes the operation answer them'

/** By id of the row. A text is the reason why there is no probe. */
export const PROBES: Probes = {
  ...AUTHORIZE_PROBES,
  ...TOKEN_PROBES,
  ...READING_PROBES,
  ...PERMISSIONS_PROBES,
  ...ACCESS_PAGE_PROBES,
  'rate-limit': TOO_MANY_CALLS,
  'rate-limit-retry-after': TOO_MANY_CALLS,
  'server-errors': NEEDS_TARGET_FAILURE,
  'fault-bodies': NEEDS_TARGET_FAILURE,
  'statuses-permissions': NO_KNOWN_TRIGGER,
  'statuses-calendars': NO_KNOWN_TRIGGER,
  'statuses-userinfo': NO_KNOWN_TRIGGER,
  'statuses-oauth-token': NO_KNOWN_TRIGGER,
  'statuses-oauth-token-revoke': NO_KNOWN_TRIGGER,
}
