/**
 * Cronofy's SDK for Python, as it is but for its base URL.
 *
 * @module
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ClientRunner, mustRun, succeeds } from '../runner.ts'

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url))
const WALK = fileURLToPath(new URL('walk.py', import.meta.url))

/** What Debian's Python lacks without `python3-venv` is looked for too. */
const PROBE = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 9))'

const PYTHONS = process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python']

async function findPython(): Promise<string | undefined> {
  for (const python of PYTHONS) if (await succeeds(python, '-c', PROBE)) return python
  return undefined
}

function pythonIn(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python')
}

export const pycronofy: ClientRunner = {
  name: 'pycronofy',

  async lacks() {
    return (await findPython()) === undefined ? 'Python 3.9 or newer with venv and pip' : undefined
  },

  async install(folder) {
    await mustRun((await findPython()) ?? 'python3', '-m', 'venv', folder)
    const pip = ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet']
    await mustRun(pythonIn(folder), ...pip, '--require-hashes', '--requirement', REQUIREMENTS)
  },

  command: (folder, sandboxUrl) => [pythonIn(folder), WALK, sandboxUrl],
}
