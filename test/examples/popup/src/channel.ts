/** The `BroadcastChannel` on which `done.html` says that the user has decided. */
export const CHANNEL_NAME = 'permissions'
