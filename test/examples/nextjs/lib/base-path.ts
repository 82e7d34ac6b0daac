/** The path below which the application is served. `PUBLIC_URL` ends with it. */
export const BASE_PATH = '/app'
