/**
 * A server that is a process of its own, left to the caller to wait for.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { ROOT } from './run.ts'

/** A server that was spawned just now, and may not answer yet. */
export interface ServerProcess {
  readonly url: string
  readonly child: ChildProcess
  /** Ends it, and resolves when it has ended. */
  stop(): Promise<void>
}

/**
 * Spawns it. Its output goes nowhere: where something is measured, neither who reads it nor a file is.
 *
 * @param environment Beside this process's own
 */
export function serve(
  [command, ...args]: readonly [string, ...string[]],
  port: number,
  environment: Readonly<Record<string, string>> = {},
): ServerProcess {
  const env = { ...process.env, ...environment }
  const child = spawn(command, args, { cwd: ROOT, env, stdio: 'ignore' })
  const ended = once(child, 'exit')
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
