/**
 * Processes of a run: started, read line by line, and ended by their id.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A process and its output. */
export interface RunningProcess {
  readonly child: ChildProcess
  readonly name: string
  /** Every line of its output so far. */
  readonly lines: string[]
  /** Resolves when it is gone. */
  readonly ended: Promise<void>
  /** Whether it went by itself. */
  hasDied(): boolean
  stop(): Promise<void>
}

/** How many lines are kept: each is inspected as it comes, and old ones are of no use. */
const MAX_LINES = 20_000

/** Starts a process. `inspect` is given every line of its output. */
export function startProcess(
  name: string,
  [command, ...args]: readonly [string, ...string[]],
  options: { env?: Record<string, string>; cwd?: string; ipc?: boolean; inspect?: (line: string) => void },
): RunningProcess {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: options.ipc === true ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue
    createInterface({ input: stream }).on('line', (line) => {
      options.inspect?.(line)
      lines.push(line)
      if (lines.length > MAX_LINES) lines.shift()
    })
  }
  let isStopping = false
  let hasEnded = false
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      hasEnded = true
      resolve()
    }
    child.once('close', end)
    child.once('error', (error) => {
      lines.push(error.message)
      end()
    })
  })
  return {
    child,
    name,
    lines,
    ended,
    hasDied: () => hasEnded && !isStopping,
    async stop() {
      isStopping = true
      if (hasEnded) return
      child.kill()
      const killTimer = setTimeout(() => child.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(killTimer)
    },
  }
}

/** The first line of a process's output, however long it takes to come. */
export async function firstLine(running: RunningProcess): Promise<string> {
  for (;;) {
    const [line] = running.lines
    if (line !== undefined) return line
    if (running.hasDied()) throw new Error(`Cannot go on: ${running.name} ended without a word`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
