import { type ChildProcess, spawn } from 'node:child_process'
import { ROOT } from '../scripts/run.ts'

/** A process of ours: what it has printed so far, and how it ended. */
export interface RunningProcess {
  readonly child: ChildProcess
  readonly output: () => string
  readonly ended: Promise<number | null>
}

/** Starts a command, in the project's folder by default. `detached` makes it the first of a group of its own. */
export function launch(
  command: string,
  args: string[],
  env: Record<string, string> = {},
  { cwd = ROOT, detached = false }: { cwd?: string; detached?: boolean } = {},
): RunningProcess {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { child, output: () => output, ended }
}

/** Runs a command to its end, in the project's folder by default. */
export async function execute(
  command: string,
  args: string[],
  env: Record<string, string> = {},
  options: { cwd?: string } = {},
) {
  const { ended, output } = launch(command, args, env, options)
  return { code: await ended, output: output() }
}
