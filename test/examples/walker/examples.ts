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
  /** The files that have the lines about Cronofy. */
  readonly cronofyFiles: readonly string[]
}

export const EXAMPLES: readonly Example[] = [
  { name: 'hono', cronofyFiles: ['cronofy.ts', 'app.tsx'] },
  { name: 'express', cronofyFiles: ['cronofy.ts', 'app.ts'] },
  { name: 'fastify', cronofyFiles: ['cronofy.ts', 'app.ts'] },
  { name: 'nextjs', scripts: ['dev', 'start'], basePath: '/app', cronofyFiles: ['lib/cronofy.ts'] },
  { name: 'sveltekit', cronofyFiles: ['src/lib/server/cronofy.ts'] },
  { name: 'react-router', cronofyFiles: ['app/cronofy.server.ts'] },
  { name: 'astro', cronofyFiles: ['src/cronofy.ts'] },
  { name: 'workers', scripts: ['dev'], cronofyFiles: ['cronofy.ts'] },
  { name: 'deno', cronofyFiles: ['cronofy.ts'] },
  { name: 'bun', cronofyFiles: ['cronofy.ts'] },
  { name: 'lambda', cronofyFiles: ['cronofy.ts'] },
  { name: 'better-auth', cronofyFiles: ['cronofy.ts', 'app.tsx'] },
  { name: 'popup', walk: 'popup', cronofyFiles: ['server/cronofy.ts', 'server/app.ts'] },
]
