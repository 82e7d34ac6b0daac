/**
 * Starts a server as a separate process. The caller must wait until it responds.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { ROOT } from './run.ts'

/** A server that was just started, and may not respond yet. */
export interface ServerProcess {
  readonly url: string
  readonly child: ChildProcess
  /** Stops the process. Resolves when it has ended. */
  stop(): Promise<void>
}

/**
 * Starts the server. Its output is discarded, because reading it would distort measurements.
 *
 * @param environment Variables in addition to those of this process
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
