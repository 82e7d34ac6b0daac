/**
 * The examples that `npm run test:examples` walks through.
 *
 * @module
 */

/** An example of a framework. Its folder has this name. */
export interface Example {
  readonly name: string
  /** The scripts of its package.json that serve it, each of which is walked through. @default ['start'] */
  readonly scripts?: readonly string[]
  /** The path below which it is served, such as `/app`. @default '' */
  readonly basePath?: string
  /** Another walk than that of `walk.ts`: `popup` is that of `popup-walk.ts`. */
  readonly walk?: 'popup'
}

/** The examples in the order in which they run. The script `test` of an example runs too, if it has one. */
export const EXAMPLES: readonly Example[] = [
  { name: 'hono' },
  { name: 'express' },
  { name: 'fastify' },
  { name: 'nextjs', scripts: ['dev', 'start'], basePath: '/app' },
  { name: 'sveltekit' },
  { name: 'react-router', scripts: ['dev', 'start'] },
  { name: 'astro', scripts: ['dev', 'start'] },
  { name: 'workers', scripts: ['dev'] },
  { name: 'deno' },
  { name: 'bun' },
  { name: 'lambda' },
  { name: 'better-auth' },
  { name: 'popup', walk: 'popup' },
  // These have tests of their own, and nothing to walk through.
  { name: 'token-stores', scripts: [] },
  { name: 'follow-up', scripts: [] },
]
