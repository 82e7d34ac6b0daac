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
