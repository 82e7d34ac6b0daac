/**
 * Bun for what only Bun can do. It takes 100 MB, so it is installed when a command needs it.
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { REPORTS_FOLDER } from './report.ts'
import { run } from './run.ts'

/** The version that builds the executable. */
const VERSION = '1.4.5'

/** Installs Bun with npm into `.reports/bun`, unless it is there, and returns the path of its program. */
export async function installBun(): Promise<string> {
  const folder = join(REPORTS_FOLDER, 'bun')
  await mkdir(folder, { recursive: true })
  // npm runs the install script of a package only if it is allowed. The one of Bun selects the program of this system.
  const manifest = { private: true, dependencies: { bun: VERSION }, allowScripts: { bun: true } }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  if ((await run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund'])) !== 0) {
    throw new Error(`Cannot install bun@${VERSION} with npm. See its output above.`)
  }
  // The file has this name on every system.
  return join(folder, 'node_modules/bun/bin/bun.exe')
}
