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
same<ServiceComponents['schemas']['ConnectionTokens']['refresh_token'], string | null>()
same<
  ServiceComponents['schemas']['ConnectedAccount'][keyof ServiceComponents['schemas']['ConnectedAccount']],
  string | null
>()

export const listCalendars: keyof paths = '/v1/calendars'
export const complete: keyof ServicePaths = '/permission-requests/complete'
export const connect: keyof ServicePaths = '/connections'

// @ts-expect-error Cronofy has no such path.
export const read: keyof paths = '/permissions/read'
