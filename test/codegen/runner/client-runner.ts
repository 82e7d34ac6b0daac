/**
 * What a client of another language has to say and to do, to be run against the sandbox.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { execute } from '../../helpers/child-process.ts'
import type { Program } from '../../scripts/run-programs.ts'
import type { Runtime } from '../../scripts/worker-process.ts'

/**
 * A client, in a folder of its own beside this file. A generator is given openapi.yaml as it is, and what it writes is
 * compiled when it is installed.
 */
export interface ClientRunner extends Program {
  /**
   * The command that runs its checks: a line `ok - …` or `not ok - …` for each, and an exit code that agrees. Its
   * environment is that of {@link createProgramEnvironment}.
   */
  command(folder: string, sandboxUrl: string): readonly [string, ...string[]]
  /**
   * The same of a second program, which uses the worker's API by a client that is generated from edge/worker/openapi.yaml.
   * Its environment is that of {@link createProgramEnvironment}, with the worker's URL as `SERVICE_URL`, and an `API_KEY`.
   * `USER_URL` takes `{"url"}`, follows that link as the user would, and returns the `url` at which the user ends.
   */
  serviceCommand?(folder: string): readonly [string, ...string[]]
  /**
   * The runtimes whose worker the second program uses, one after the other.
   * @default ['node']
   */
  readonly serviceRuntimes?: readonly Runtime[]
  /**
   * What the checks have to leave in the sandbox's journal, as traces.ts has it.
   * @default CRONOFY_TRACES
   */
  readonly requiredTraces?: readonly string[]
  /**
   * What the second program has to leave in the journal and in the worker's log.
   * @default SERVICE_TRACES
   */
  readonly requiredServiceTraces?: readonly string[]
}

/** What a program is told of the sandbox, as variables of its environment. */
export interface ProgramEnvironment extends Readonly<Record<string, string>> {
  /** The data center's API host: `http://127.0.0.1:…/de`. */
  API_URL: string
  /** Of the account `google`, which has to go to the access page. */
  ACCESS_TOKEN: string
  /** Of the account `enterprise`, whose requests are accepted at once. */
  ENTERPRISE_ACCESS_TOKEN: string
  /** Renews the access token of the account `google`, with `CLIENT_ID` and `CLIENT_SECRET`. */
  REFRESH_TOKEN: string
  CLIENT_ID: string
  CLIENT_SECRET: string
  /** Takes `{"url", "decision": "accept"}` in place of the user. */
  DECISIONS_URL: string
  /** Changes with `PUT` what the emulator does where Cronofy's behavior is not known. */
  BEHAVIORS_URL: string
}

/** Signs two accounts of a sandbox in, for one program. */
export async function createProgramEnvironment(sandboxUrl: string): Promise<ProgramEnvironment> {
  const signIn = async (account: string): Promise<{ access_token: string; refresh_token: string }> => {
    const response = await fetch(`${sandboxUrl}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, data_center: 'de' }),
    })
    return (await response.json()) as Awaited<ReturnType<typeof signIn>>
  }
  const user = await signIn('google')
  return {
    API_URL: `${sandboxUrl}/de`,
    ACCESS_TOKEN: user.access_token,
    ENTERPRISE_ACCESS_TOKEN: (await signIn('enterprise')).access_token,
    REFRESH_TOKEN: user.refresh_token,
    CLIENT_ID: 'sandbox',
    CLIENT_SECRET: 'sandbox-secret',
    DECISIONS_URL: `${sandboxUrl}/sandbox/decisions`,
    BEHAVIORS_URL: `${sandboxUrl}/sandbox/behaviors`,
  }
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
export function runOrThrow(command: string, ...args: string[]): Promise<void> {
  return runIn(undefined, command, ...args)
}

/** The same with another working directory than ours. */
export function runIn(cwd: string | undefined, command: string, ...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit' })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`Cannot run ${[command, ...args].join(' ')}: it ended with ${code}`)),
    )
  })
}

/** The same for a command that says much: its output is shown only if it does not end well. */
export async function runQuietly(command: string, ...args: string[]): Promise<void> {
  const { output, code } = await execute(command, args)
  if (code === 0) return
  console.log(output)
  throw new Error(`Cannot run ${[command, ...args].join(' ')}: it ended with ${code}`)
}

/** Runs the checks and counts them. An end that does not agree with the checks, or no check at all, is one that failed. */
export function runChecks(
  [command, ...args]: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
): Promise<{ passed: number; failed: number }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment }
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
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
function countChecks(output: string, code: number | null): { passed: number; failed: number } {
  const passed = output.match(/^ok - /gm)?.length ?? 0
  const failed = output.match(/^not ok - /gm)?.length ?? 0
  const agrees = (code === 0) === (failed === 0) && passed + failed > 0
  return { passed, failed: agrees ? failed : failed + 1 }
}
