/** The wire shapes of both descriptions. */
import type {
  CronofyCalendar,
  components,
  Outcome,
  paths,
  ServiceComponents,
  ServicePaths,
} from 'cronofy-extended-permissions'
import { same } from './same.ts'

same<components['schemas']['Calendar'], CronofyCalendar>()
same<ServiceComponents['schemas']['Outcome']['status'], Outcome['status']>()

export const listCalendars: keyof paths = '/v1/calendars'
export const complete: keyof ServicePaths = '/permission-requests/complete'

// @ts-expect-error Cronofy has no such path.
export const read: keyof paths = '/permissions/read'
