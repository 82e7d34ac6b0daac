/**
 * Grants: which calendars become unrestricted, and when it shows.
 *
 * @module
 */
import { type Account, type Calendar, calendarsOf } from './accounts.ts'

/** The grants of one data center. */
export interface Grants {
  /**
   * Makes calendars unrestricted, at once or after so many more reads of the account's calendars. One that is unrestricted
   * stays so (guess); of two grants that wait, the one that shows first counts.
   */
  grant(calendars: readonly Calendar[], afterReads?: number): void
  /** An answer with the account's calendars was made: `GET /v1/calendars`. */
  recordRead(account: Account): void
  /** How many more reads do not show a grant yet, by calendar id. */
  pendingReads(account: Account): Record<string, number>
  /** Gives calendars these levels, and lets these grants wait and no others. */
  restore(levels: readonly StoredLevel[]): void
}

/** What an application may do with a calendar. */
export interface StoredLevel {
  readonly calendar: Calendar
  readonly level: string
  /** How many more reads do not show the grant that waits. Absent where none does. */
  readonly readsLeft?: number
}

/** Starts with no grant. */
export function createGrants(): Grants {
  const readsLeft = new Map<Calendar, number>()

  function apply(calendar: Calendar, reads: number): void {
    if (reads > 0) {
      readsLeft.set(calendar, reads)
    } else {
      readsLeft.delete(calendar)
      calendar.permission_level = 'unrestricted'
    }
  }

  return {
    grant(calendars, afterReads = 0) {
      for (const calendar of calendars) {
        const reads = calendar.permission_level === 'unrestricted' ? 0 : afterReads
        apply(calendar, Math.min(reads, readsLeft.get(calendar) ?? reads))
      }
    },
    recordRead(account) {
      if (readsLeft.size === 0) return
      for (const calendar of calendarsOf(account)) {
        const reads = readsLeft.get(calendar)
        if (reads !== undefined) apply(calendar, reads - 1)
      }
    },
    pendingReads: (account) =>
      Object.fromEntries(
        calendarsOf(account).flatMap((calendar) => {
          const reads = readsLeft.get(calendar)
          return reads === undefined ? [] : [[calendar.calendar_id, reads]]
        }),
      ),
    restore(levels) {
      readsLeft.clear()
      for (const { calendar, level, readsLeft: reads } of levels) {
        calendar.permission_level = level
        if (reads !== undefined) readsLeft.set(calendar, reads)
      }
    },
  }
}
