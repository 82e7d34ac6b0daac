/**
 * The filter of the calendar list as a query parameter. It is sealed, because a URL must not contain a part of a
 * calendar's name (T8). It is bound to its account, so that a link cannot change what another user sees.
 *
 * @module
 */

import type { Account } from '../../../src/account.ts'
import { sealClaims, unsealClaims } from '../../../src/sealing/claims.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'

const PURPOSE = 'calendar-filter'

/** As long as the longest session in which a link can be opened. */
const TTL_SECONDS = 12 * 3600

/** The account whose calendars are filtered. */
export type FilterOwner = Pick<Account, 'subject' | 'dataCenter'>

export interface CalendarFilters {
  seal(filter: string, owner: FilterOwner): Promise<string>
  /** Returns undefined if the filter is invalid, expired, or was sealed for another account. */
  unseal(sealed: string, owner: FilterOwner): Promise<string | undefined>
}

export function createCalendarFilters(options: { keys: KeyRing; origin: string; now: () => number }): CalendarFilters {
  const { keys, origin: audience, now } = options
  return {
    seal(filter, { subject, dataCenter }) {
      const claims = { sub: subject, dc: dataCenter, filter }
      return sealClaims(keys, claims, { purpose: PURPOSE, audience, nowMs: now(), ttlSeconds: TTL_SECONDS })
    },
    async unseal(sealed, { subject, dataCenter }) {
      const opened = await unsealClaims(keys, sealed, { purpose: PURPOSE, audience, nowMs: now() })
      if (opened.status !== 'valid') return undefined
      const { sub, ['dc']: dc, ['filter']: filter } = opened.claims
      return sub === subject && dc === dataCenter && typeof filter === 'string' ? filter : undefined
    },
  }
}
