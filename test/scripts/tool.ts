/**
 * The project's command-line tools, by the files that they are: what npm puts beside them for a shell, Windows starts in a
 * shell only, which would read the arguments once more.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))

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
      // Its bin is a script that starts this one, and would not hand a signal on.
      return [join(NODE_MODULES, 'deno', process.platform === 'win32' ? 'deno.exe' : 'deno')]
    default: {
      const file = resolveBin(name)
      return file.endsWith('.exe') ? [file] : [process.execPath, file]
    }
  }
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
