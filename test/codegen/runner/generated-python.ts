/**
 * Clients that are generated for Python, each with a program that uses it.
 *
 * @module
 */
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../../scripts/run.ts'
import { type ClientRunner, runOrThrow } from './client-runner.ts'
import { createVenv, pythonRequirement, venvCommand } from './venv.ts'

/** openapi-python-client writes for it, and the requirements are resolved for it. */
const MINOR = 11

/** A program, and the client that it uses. */
interface Program {
  readonly file: string
  /** The description that the client is generated from. */
  readonly openapi: 'openapi.yaml' | 'edge/worker/openapi.yaml'
  /** The package that is generated, beside which the program is put. */
  readonly packageName: string
}

interface GeneratedPython {
  readonly name: string
  /** Where the programs and their requirements.txt are. */
  readonly home: URL
  /** For Cronofy's API, and for the worker's. */
  readonly programs: readonly [Program, Program?]
  /** The generator's command, one of the environment's, and its arguments. The package has to be in `folder` then. */
  generate(openapi: string, packageName: string, folder: string): readonly [string, ...string[]]
}

export function generatedPython({ name, home, programs, generate }: GeneratedPython): ClientRunner {
  const file = (path: string) => fileURLToPath(new URL(path, home))
  const venv = (folder: string) => join(folder, 'venv')
  const [program, serviceProgram] = programs

  // A warning is an error where it is the program's own.
  const run = (folder: string, { file: name }: Program) =>
    [venvCommand(venv(folder), 'python'), '-W', 'error:::__main__', join(folder, name)] as const

  async function build(folder: string, { file: name, openapi, packageName }: Program): Promise<void> {
    const mypy = ['-m', 'mypy', '--strict', '--follow-imports', 'silent', '--cache-dir', join(folder, 'mypy')]
    const [generator, ...args] = generate(join(ROOT, openapi), packageName, folder)
    await runOrThrow(venvCommand(venv(folder), generator), ...args)
    await runOrThrow(venvCommand(venv(folder), 'python'), '-m', 'compileall', '-q', join(folder, packageName))
    await copyFile(file(name), join(folder, name))
    // The generated code is read for its types; what is wrong with it is not told.
    await runOrThrow(venvCommand(venv(folder), 'python'), ...mypy, join(folder, name))
  }

  return {
    name,
    requirements: [pythonRequirement(MINOR)],
    async install(folder) {
      await createVenv(venv(folder), MINOR, file('requirements.txt'))
      for (const one of programs) if (one !== undefined) await build(folder, one)
    },
    command: (folder) => run(folder, program),
    ...(serviceProgram && { serviceCommand: (folder: string) => run(folder, serviceProgram) }),
  }
}
