/**
 * The emulator that replaces Cronofy. Production must never use one by accident (T21).
 *
 * @module
 */
import { isLoopback, parseSandboxUrl, sandboxUrlProblem } from '../../../src/client/sandbox-url.ts'
import { parseHostName } from '../../../src/shared/host-name.ts'
import { quoteUrl } from '../../../src/shared/redact.ts'

/** The values of the variables. `publicUrl` is undefined if it is invalid. */
export interface SandboxInput {
  readonly sandboxUrl: string | undefined
  readonly allowedHost: string | undefined
  readonly publicUrl: URL | undefined
}

/** Reads `SANDBOX_URL`, and adds what is invalid to `problems`. */
export function readSandboxUrl(input: SandboxInput, problems: string[]): string | undefined {
  const { sandboxUrl, allowedHost, publicUrl } = input
  if (allowedHost !== undefined && parseHostName(allowedHost) === undefined) {
    problems.push('ALLOW_SANDBOX_HOST must be one host name or IP address, without a port or a wildcard.')
  }
  if (sandboxUrl === undefined) {
    if (allowedHost !== undefined) problems.push('ALLOW_SANDBOX_HOST has no effect without SANDBOX_URL. Remove it.')
    return undefined
  }
  const problem = sandboxUrlProblem(sandboxUrl, allowedHost)
  if (problem !== undefined) {
    const remedy = /not on this machine/.test(problem)
      ? 'If an emulator runs there, set ALLOW_SANDBOX_HOST to exactly this host.'
      : 'Set it to the URL of an emulator, or remove it to use Cronofy.'
    problems.push(`SANDBOX_URL ${quoteUrl(sandboxUrl)} ${problem}. ${remedy}`)
    return undefined
  }
  if (publicUrl?.protocol === 'https:' && !isLoopback(publicUrl)) {
    problems.push(
      'SANDBOX_URL replaces Cronofy with an emulator, so PUBLIC_URL must be on this machine. Remove SANDBOX_URL.',
    )
  }
  return parseSandboxUrl(sandboxUrl, allowedHost)
}
