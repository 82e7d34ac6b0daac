/**
 * Tools that only some commands need. They are not in `package.json`, so that `npm ci` stays small. Each command installs its own,
 * from a folder with a `package.json` and a lock file.
 *
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT, run } from './run.ts'

/** The folders that have tools. */
export const TOOL_FOLDERS = [
  'docs',
  'test/bench',
  'test/e2e/visual-a11y',
  'test/executable',
  'test/integration/frameworks',
  'test/mutation',
  'test/package-install',
  'test/package-install/lowest',
] as const

export type ToolFolder = (typeof TOOL_FOLDERS)[number]

/** Installs the tools of a folder with `npm ci`, unless they are installed. Rejects with an Error if npm fails. */
export async function installTools(folder: ToolFolder): Promise<void> {
  const lock = await readFile(join(ROOT, folder, 'package-lock.json'), 'utf8')
  // npm deletes the folder before it installs, so a copy of the lock file there is one of a finished installation.
  const installed = join(ROOT, folder, 'node_modules/.installed-lock.json')
  if ((await readFile(installed, 'utf8').catch(() => undefined)) === lock) return
  console.log(`Installing the tools of ${folder}`)
  const args = ['ci', '--prefix', join(ROOT, folder), '--loglevel=error', '--no-audit', '--no-fund']
  if ((await run('npm', args)) !== 0) {
    throw new Error(`Cannot install the tools of ${folder} with npm. See its output above.`)
  }
  await writeFile(installed, lock)
}

/** Returns the path of a file in a package of `folder`. {@link installTools} must have installed it. */
export function toolPath(folder: ToolFolder, file: string): string {
  return join(ROOT, folder, 'node_modules', file)
}

/** Loads a package of `folder`, which TypeScript does not know. {@link installTools} must have installed it. */
export function loadTool<Exports>(folder: ToolFolder, name: string): Exports {
  return createRequire(join(ROOT, folder, 'package.json'))(name) as Exports
}
