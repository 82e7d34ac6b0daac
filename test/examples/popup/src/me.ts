import type { CalendarPermission } from 'cronofy-extended-permissions'

/** What the server knows about the user: the response of `GET /api/me`. */
export interface Me {
  userId: string | null
  /** `null` if the user is not connected. */
  calendars: CalendarPermission[] | null
  /** Oldest first. */
  outcomes: { requestId: string; status: string }[]
}
