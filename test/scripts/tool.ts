/**
 * The project's command-line tools, by the files that they are: what npm puts beside them for a shell, Windows starts in a
 * shell only, which would read the arguments once more.
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

/** Packages that have another name than their command. */
const PACKAGES: Readonly<Record<string, string>> = {
  biome: '@biomejs/biome',
  redocly: '@redocly/cli',
  tsc: 'typescript',
}

/** A command, and what comes before its other arguments. */
export type Command = [program: string, ...args: string[]]

/** How a tool is started. */
export function resolveTool(name: string): Command {
  switch (name) {
    case 'node':
      return [process.execPath]
    case 'npm': {
      // npm tells its own file to what it runs; whoever was run otherwise finds the command.
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

/** The executable. The package's bin is a script that starts it, and does not pass a signal on. */
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
  if (file === undefined) throw new Error(`Cannot start ${name}: its package has no command of that name`)
  return join(folder, file)
}
