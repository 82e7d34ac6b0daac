/**
 * Modules of Go. Their go.mod pins the generator too, as a tool.
 *
 * @module
 */
import { cp } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Requirement } from '../../scripts/requirement.ts'
import { runOrThrow, succeeds } from './client-runner.ts'

const MODULE = fileURLToPath(new URL('../go/', import.meta.url))

/** The Go that every go.mod here asks for. */
export const GO: Requirement = {
  name: 'Go 1.25 or newer',
  installation: 'https://go.dev/dl/',
  // An older Go fetches a newer one where it can, and fails here where it cannot.
  isMet: () => succeeds('go', '-C', MODULE, 'list', '-m'),
}

/** Copies a module into `folder`. */
export async function copyGoModule(home: URL, folder: string): Promise<void> {
  await cp(fileURLToPath(home), folder, { recursive: true })
}

/** Generates the clients that a module asks for, and builds its programs into `bin`. */
export async function buildGoModule(folder: string): Promise<void> {
  await runOrThrow('go', '-C', folder, 'generate', './...')
  await runOrThrow('go', '-C', folder, 'vet', './...')
  // Git may refuse to tell the version of a folder that another user owns.
  await runOrThrow('go', '-C', folder, 'build', '-buildvcs=false', '-o', `bin${sep}`, './...')
}

/** The command that runs a program of a module that was built. */
export function goCommand(folder: string, program: string): readonly [string] {
  return [join(folder, 'bin', program)]
}
