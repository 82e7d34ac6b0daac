/**
 * Virtual environments of Python, for the clients that are written in it.
 *
 * @module
 */
import { join } from 'node:path'
import type { Requirement } from '../../scripts/requirement.ts'
import { runOrThrow, succeeds } from './client-runner.ts'

/** What Debian's Python lacks without `python3-venv` is looked for too. */
const PROBE = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, int(sys.argv[1])))'

const PYTHONS = process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python']

async function findPython(minor: number): Promise<string | undefined> {
  for (const python of PYTHONS) if (await succeeds(python, '-c', PROBE, String(minor))) return python
  return undefined
}

/** Python 3.`minor` or newer. */
export function pythonRequirement(minor: number): Requirement {
  return {
    name: `Python 3.${minor} or newer with venv and pip`,
    installation: 'sudo apt-get install python3-venv',
    isMet: async () => (await findPython(minor)) !== undefined,
  }
}

/** Makes an environment of Python 3.`minor` or newer in `folder`, with the packages of a file that names their hashes. */
export async function createVenv(folder: string, minor: number, requirements: string): Promise<void> {
  await runOrThrow((await findPython(minor)) ?? 'python3', '-m', 'venv', folder)
  const pip = ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet']
  await runOrThrow(venvCommand(folder, 'python'), ...pip, '--require-hashes', '--requirement', requirements)
}

/** A command of the environment in `folder`. */
export function venvCommand(folder: string, command: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', `${command}.exe`) : join(folder, 'bin', command)
}
