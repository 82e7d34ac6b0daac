/**
 * Clients that are generated for Python, each with a program that uses it.
 *
 * @module
 */
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../tools/run.ts'
import { type ClientRunner, mustRun } from './runner.ts'
import { createVenv, inVenv, lacksPython } from './venv.ts'

/** openapi-python-client writes for it, and the requirements are resolved for it. */
const MINOR = 11
const OPENAPI = join(ROOT, 'openapi.yaml')
const PROGRAM = 'ask_for_access.py'

interface GeneratedPython {
  readonly name: string
  /** Where the program and its requirements.txt are. */
  readonly home: URL
  /** The package that is generated, beside which the program is put. */
  readonly packageName: string
  /** The generator's command, one of the environment's, and its arguments. The package has to be in `folder` then. */
  generate(openapi: string, folder: string): readonly [string, ...string[]]
}

export function generatedPython({ name, home, packageName, generate }: GeneratedPython): ClientRunner {
  const file = (path: string) => fileURLToPath(new URL(path, home))
  const venv = (folder: string) => join(folder, 'venv')
  return {
    name,
    lacks: () => lacksPython(MINOR),

    async install(folder) {
      const [generator, ...args] = generate(OPENAPI, folder)
      const program = join(folder, PROGRAM)
      const mypy = ['-m', 'mypy', '--strict', '--follow-imports', 'silent', '--cache-dir', join(folder, 'mypy')]
      await createVenv(venv(folder), MINOR, file('requirements.txt'))
      await mustRun(inVenv(venv(folder), generator), ...args)
      await mustRun(inVenv(venv(folder), 'python'), '-m', 'compileall', '-q', join(folder, packageName))
      await copyFile(file(PROGRAM), program)
      // The generated code is read for its types; what is wrong with it is not told.
      await mustRun(inVenv(venv(folder), 'python'), ...mypy, program)
    },

    // A warning is an error where it is the program's own.
    command: (folder) => [inVenv(venv(folder), 'python'), '-W', 'error:::__main__', join(folder, PROGRAM)],
  }
}
