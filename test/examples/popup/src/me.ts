import type { CalendarPermission } from 'cronofy-extended-permissions'

/** What the server knows about the user: the response of `GET /api/me`. */
export interface Me {
  userId: string | null
  /** `null` if the user is not connected. */
  calendars: CalendarPermission[] | null
  /** The status of each request, oldest first. */
  outcomes: string[]
}
