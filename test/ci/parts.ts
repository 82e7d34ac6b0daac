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

/** One part of the checks. */
export interface CiPart {
  /** How long its steps may take on two cores. The summary says so if they take longer. */
  readonly limitMinutes: number
  readonly steps: readonly CiStep[]
}

/** Each part runs by itself, on a machine of its own if there are several. */
export const PARTS = {
  /** What most changes break: the README's test command, the long tests, every page, and the emulator as one file. */
  core: {
    limitMinutes: 20,
    steps: [
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
  },
  /** Generated clients, and backends in other languages. */
  clients: { limitMinutes: 20, steps: ['test:clients', 'test:backends'].map((script) => countedScript(script)) },
  /** Applications of frameworks. */
  examples: { limitMinutes: 20, steps: [countedScript('test:examples', EXAMPLES)] },
} as const satisfies Readonly<Record<string, CiPart>>

export type PartName = keyof typeof PARTS

export const PART_NAMES = Object.keys(PARTS) as PartName[]

function countedScript(script: string, args: readonly string[] = []): CiStep {
  return { title: `npm run ${script}`, npm: ['run', script, ...(args.length > 0 ? ['--', ...args] : [])], counts: true }
}
