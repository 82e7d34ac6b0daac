/** The paths of the connect app. Its routes and its links use this table only, so renaming a route is one edit. */
export const PATHS = {
  home: '/',
  stylesheet: '/style.css',
  icon: '/favicon.ico',
  /** Followed by a data center. */
  connect: '/connect',
  /** Followed by a data center. Registered with Cronofy as the redirect URI of the authorization. */
  callback: '/connect/callback',
  calendars: '/calendars',
  permissionsStart: '/connect/permissions/start',
  /** The redirect URI of the permission request. */
  permissionsReturn: '/connect/permissions/return',
  outcome: '/outcome',
  signOut: '/sign-out',
  disconnect: '/disconnect',
} as const

/** The paths of the service that a browser visits. */
export const SERVICE_PATHS = {
  /** The redirect URI of a permission request. */
  permissionsReturn: '/permission-requests/return',
  /** With a link, it opens the page to choose calendars, which is below it. */
  choose: '/permission-requests/choose',
  /** Where a connection begins. A data center may follow. */
  connectionStart: '/connections/start',
  /** Followed by a data center. Registered with Cronofy as a redirect URI of the authorization. */
  connectionCallback: '/connections/callback',
} as const
