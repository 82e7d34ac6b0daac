/**
 * Starts the processes of a run, reads their output line by line, and ends them by their ID.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A process and its output. */
export interface RunningProcess {
  readonly child: ChildProcess
  readonly name: string
  /** The latest lines of its output. */
  readonly lines: string[]
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>
  /** Whether the process ended without being stopped. */
  hasDied(): boolean
  stop(): Promise<void>
}

/** The number of lines to keep. Each line is inspected when it arrives, so old lines are not needed. */
const MAX_LINES = 20_000

/** Starts a process. `inspect` receives every line of its output. */
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

/** Waits for the first line of a process's output, without a timeout. */
export async function firstLine(running: RunningProcess): Promise<string> {
  for (;;) {
    const [line] = running.lines
    if (line !== undefined) return line
    if (running.hasDied()) throw new Error(`${running.name} ended without output.`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
