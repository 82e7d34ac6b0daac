/**
 * Finds the files of the project's command-line tools. The wrappers that npm installs need a shell on Windows, and that shell
 * would parse the arguments a second time.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** Whether Deno runs this program. Then there may be no npm, and nothing is installed. */
export const RUNS_IN_DENO: boolean = process.versions['deno'] !== undefined

/** Commands whose package has another name. */
const PACKAGES: Readonly<Record<string, string>> = {
  biome: '@biomejs/biome',
  redocly: '@redocly/cli',
  tsc: 'typescript',
}

/** A program, and its first arguments. */
export type Command = [program: string, ...args: string[]]

/** Returns the command that starts a tool. */
export function resolveTool(name: string): Command {
  switch (name) {
    case 'node':
      return [process.execPath]
    case 'npm': {
      // npm passes its own path to scripts that it runs. Other processes use the command.
      const file = process.env['npm_execpath']
      return file === undefined ? ['npm'] : [process.execPath, file]
    }
    case 'deno':
      return [RUNS_IN_DENO ? process.execPath : installedDeno()]
    default: {
      const file = resolveBin(name)
      return file.endsWith('.exe') ? [file] : [process.execPath, file]
    }
  }
}

/** Returns the path of Deno's executable. The package's own command is a script that does not forward signals to it. */
function installedDeno(): string {
  const { runInstall } = createRequire(import.meta.url)('deno/install_api.cjs') as { runInstall(): string }
  return runInstall()
}

function resolveBin(name: string): string {
  const folder = join(NODE_MODULES, PACKAGES[name] ?? name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin?: Record<string, string>
  }
  const file = bin?.[name]
  if (file === undefined) throw new Error(`Cannot start ${name}: its package has no command with this name`)
  return join(folder, file)
}
