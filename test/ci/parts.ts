/**
 * What `.ci/run` runs.
 *
 * @module
 */

/** A command that ends with a line `N passed, N failed, N skipped`, or with an exit code alone. */
export interface CiStep {
  readonly title: string
  /** The arguments of npm, such as `['run', 'check']`. */
  readonly npm: readonly string[]
  /** Whether it ends with the line. Without it, the command counts as one test. */
  readonly counts: boolean
}

/** Frameworks and libraries whose examples are run each time. `npm run test:examples` runs all examples. */
const EXAMPLES = [
  'hono',
  'express',
  'nextjs',
  'sveltekit',
  'workers',
  'better-auth',
  'token-stores',
  'follow-up',
  'popup',
]

/** Each part runs by itself, on a machine of its own if there are several. */
export const PARTS = {
  /** What most changes break: the README's test command, the long tests, every page, and the emulator as one file. */
  core: [
    // Exactly the command of the README.
    { title: 'npm test', npm: ['test'], counts: true },
    ...['test:slow', 'test:pages', 'test:executable'].map((script) => countedScript(script)),
    ...['module', 'service', 'connections'].map(
      (through): CiStep => ({
        title: `soak through ${through}`,
        npm: ['run', 'soak', '--', '--through', through, '--flows', '300', '--seed', '1', '--load-seconds', '0'],
        counts: false,
      }),
    ),
  ],
  /** Generated clients, and backends in other languages. */
  clients: ['test:clients', 'test:backends'].map((script) => countedScript(script)),
  /** Applications of frameworks. */
  examples: [countedScript('test:examples', EXAMPLES)],
} as const satisfies Readonly<Record<string, readonly CiStep[]>>

export type PartName = keyof typeof PARTS

export const PART_NAMES = Object.keys(PARTS) as PartName[]

function countedScript(script: string, args: readonly string[] = []): CiStep {
  return { title: `npm run ${script}`, npm: ['run', script, ...(args.length > 0 ? ['--', ...args] : [])], counts: true }
}
