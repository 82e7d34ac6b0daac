/** The maximum size of a request body. 250 calendar IDs need about 15 KiB. */
export const MAX_BODY_BYTES: number = 64 * 1024
