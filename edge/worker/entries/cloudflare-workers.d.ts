/** The module of Workers that has the environment before a request. Its own types would replace those of the web platform. */
declare module 'cloudflare:workers' {
  export const env: Readonly<Record<string, unknown>>
}
