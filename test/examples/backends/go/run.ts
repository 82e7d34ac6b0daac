/**
 * Go: net/http, and nothing that would have to be fetched.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { runOrThrow } from '../../../codegen/runner/client-runner.ts'
import type { BackendRunner } from '../runner.ts'

const HOME = fileURLToPath(new URL('.', import.meta.url))

/** The minor version of Go here; 0 where there is none. */
async function goVersion(): Promise<number> {
  const { stdout } = await promisify(execFile)('go', ['version']).catch(() => ({ stdout: '' }))
  return Number(/ go1\.(\d+)/.exec(stdout)?.[1] ?? 0)
}

function binaryPath(folder: string): string {
  return join(folder, process.platform === 'win32' ? 'backend.exe' : 'backend')
}

export const go: BackendRunner = {
  name: 'go',
  requirements: [
    { name: 'Go 1.22 or newer', installation: 'https://go.dev/dl/', isMet: async () => (await goVersion()) >= 22 },
  ],
  install: (folder) => runOrThrow('go', 'build', '-C', HOME, '-buildvcs=false', '-o', binaryPath(folder), '.'),
  command: (folder) => [binaryPath(folder)],
}
