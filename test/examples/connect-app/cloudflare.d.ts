declare module 'cloudflare:workers' {
  /** The bindings of the project `workerd` in vitest.config.ts. */
  export const env: { readonly DB: import('@cloudflare/workers-types').D1Database }
}

declare module '*.sql?raw' {
  const sql: string
  export default sql
}
