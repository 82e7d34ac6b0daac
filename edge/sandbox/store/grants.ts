import { type Account, type Calendar, calendarsOf } from './accounts.ts'

/** The grants of one data center. A granted calendar is unrestricted. */
export interface Grants {
  /**
   * Makes calendars unrestricted, at once or after this many more reads of the account's calendars. Unrestricted
   * calendars stay so (guess). Of two pending grants for a calendar, the earlier one applies.
   */
  grant(calendars: readonly Calendar[], afterReads?: number): void
  /** Counts a response of `GET /v1/calendars`. */
  recordRead(account: Account): void
  /** The remaining reads of pending grants for these calendars, by calendar ID. */
  pendingReads(calendars: readonly Calendar[]): Record<string, number>
  /** Sets the levels of calendars, and replaces all pending grants. */
  restore(levels: readonly StoredLevel[]): void
}

export interface StoredLevel {
  readonly calendar: Calendar
  readonly level: string
  /** The remaining reads of a pending grant. Absent if there is none. */
  readonly readsLeft?: number
}

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
    pendingReads: (calendars) =>
      Object.fromEntries(
        calendars.flatMap((calendar) => {
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
