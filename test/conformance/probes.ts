/**
 * The probe of every row about Cronofy, or the reason why it has none.
 *
 * @module
 */
import type { Probes } from './probe.ts'
import { ACCESS_PAGE_PROBES } from './probes-access-page.ts'
import { AUTHORIZE_PROBES } from './probes-authorize.ts'
import { PERMISSIONS_PROBES } from './probes-permissions.ts'
import { READING_PROBES } from './probes-reading.ts'
import { TOKEN_PROBES } from './probes-token.ts'

const TOO_MANY_CALLS = 'would send too many calls to the target; the emulator has no rate limit'
const NEEDS_TARGET_FAILURE = 'needs a failure of the target, which no call can cause'
const NO_KNOWN_TRIGGER = 'no request is known that makes the operation return these statuses'

/** By the ID of the row. A string is the reason why there is no probe. */
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
