import { CONNECTION_CALLBACK } from '../operations/redirect-uris.ts'

/** The paths of the service that a browser visits. */
export const SERVICE_PATHS = {
  /** The redirect URI of a permission request. */
  permissionsReturn: '/permission-requests/return',
  /** With a link, it opens the page to choose calendars, which is below it. */
  choose: '/permission-requests/choose',
  /** Where a connection begins. A data center may follow. */
  connectionStart: '/connections/start',
  /** Followed by a data center. Registered with Cronofy as a redirect URI of the authorization. */
  connectionCallback: CONNECTION_CALLBACK,
} as const
