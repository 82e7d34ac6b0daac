/**
 * What a client of another language has to say and to do, to be run against the sandbox.
 *
 * @module
 */
import { spawn } from 'node:child_process'

/** A client, in a folder of its own beside this file. */
export interface ClientRunner {
  readonly name: string
  /** What this machine lacks to run it; undefined where it lacks nothing. */
  lacks(): Promise<string | undefined>
  /** Installs what it needs into `folder`, which is there and empty. Rejects where that fails. */
  install(folder: string): Promise<void>
  /** The command that runs its checks: a line `ok - …` or `not ok - …` for each, and an exit code that agrees. */
  command(folder: string, sandboxUrl: string): readonly [string, ...string[]]
}

/** Whether a command runs here and ends well. */
export function succeeds(command: string, ...args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore' })
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}

/** Runs a command with its output on ours; rejects where it does not end well. */
export function mustRun(command: string, ...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit' })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`Cannot run ${[command, ...args].join(' ')}: it ended with ${code}`)),
    )
  })
}

/** Runs the checks and counts them. An end that does not agree with the checks, or no check at all, is one that failed. */
export function runChecks([command, ...args]: readonly [string, ...string[]]): Promise<{
  passed: number
  failed: number
}> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk)
      output += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => resolve(countChecks(output, code)))
  })
}

/** Counts the lines of the checks. */
export function countChecks(output: string, code: number | null): { passed: number; failed: number } {
  const passed = output.match(/^ok - /gm)?.length ?? 0
  const failed = output.match(/^not ok - /gm)?.length ?? 0
  const agrees = (code === 0) === (failed === 0) && passed + failed > 0
  return { passed, failed: agrees ? failed : failed + 1 }
}
