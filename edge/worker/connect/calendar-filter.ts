/**
 * What somebody looks for among their calendars, as it stands in an address: sealed, since no name of a calendar, nor a part
 * of one, is to be read there; and for its account alone, so that no link decides what another person sees.
 *
 * @module
 */
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { sealClaims, unsealClaims } from '../../../src/sealing/seal.ts'
import { SESSION_TTL_SECONDS, type Session } from '../session/session.ts'

const PURPOSE = 'calendar-filter'

/** Whose calendars they are. */
type Owner = Pick<Session, 'subject' | 'dataCenter'>

/** Writes and reads filters. */
export interface CalendarFilters {
  seal(filter: string, owner: Owner): Promise<string>
  /** `undefined` for whatever was not written for this account, or too long ago. */
  unseal(sealed: string, owner: Owner): Promise<string | undefined>
}

export function createCalendarFilters(options: { keys: KeyRing; origin: string; now: () => number }): CalendarFilters {
  const { keys, origin: issuer, now } = options
  return {
    seal(filter, { subject, dataCenter }) {
      const claims = { sub: subject, dc: dataCenter, filter }
      return sealClaims(keys, claims, { purpose: PURPOSE, issuer, nowMs: now(), ttlSeconds: SESSION_TTL_SECONDS })
    },
    async unseal(sealed, { subject, dataCenter }) {
      const opened = await unsealClaims(keys, sealed, { purpose: PURPOSE, issuer, nowMs: now() })
      if (opened.status !== 'valid') return undefined
      const { sub, ['dc']: dc, ['filter']: filter } = opened.claims
      return sub === subject && dc === dataCenter && typeof filter === 'string' ? filter : undefined
    },
  }
}
