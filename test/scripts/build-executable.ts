/**
 * `npm run build:executable`: builds the emulator as one executable file for this system, `dist/cronofy-sandbox`. It needs no
 * Node and no other file: the description, the styles, and the scripts are modules in `generated/`.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { refuseArguments } from './command-line.ts'
import { installTools, toolPath } from './install-tools.ts'
import { ROOT } from './run.ts'

/** Where the executable is written. */
export const EXECUTABLE: string = join(
  ROOT,
  'dist',
  process.platform === 'win32' ? 'cronofy-sandbox.exe' : 'cronofy-sandbox',
)

/** The program of Bun. It has this name on every system. */
export const BUN: string = toolPath('test/executable', 'bun/bin/bun.exe')

/** Builds {@link EXECUTABLE}. */
export async function buildExecutable(): Promise<void> {
  const args = [
    'build',
    '--compile',
    // Otherwise a `.env` or a `bunfig.toml` in the folder where the executable starts would change what it does.
    '--no-compile-autoload-dotenv',
    '--no-compile-autoload-bunfig',
    '--outfile',
    EXECUTABLE,
    'edge/sandbox/cli.ts',
  ]
  await installTools('test/executable')
  const child = spawn(BUN, args, { cwd: ROOT, stdio: 'inherit' })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`Cannot build the executable: Bun ended with ${code}. See its output above.`)
}

if (import.meta.main) {
  refuseArguments('npm run build:executable: builds dist/cronofy-sandbox. Pass options to that file.')
  await buildExecutable()
  const { size } = await stat(EXECUTABLE)
  console.log(`${EXECUTABLE} has ${Math.round(size / 1_000_000)} MB. Start it with --help to see its options.`)
}
