/** The longest body that is read, in bytes: 250 ids of calendars take some 15 KiB. */
export const MAX_BODY_BYTES: number = 64 * 1024
