/**
 * The client that progenitor generates for Rust, by a macro while the program is compiled.
 *
 * @module
 */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execute } from '../../helpers/child-process.ts'
import { writeWithOneMediaType } from '../runner/adapt-description.ts'
import { type ClientRunner, runOrThrow } from '../runner/client-runner.ts'

const EXAMPLE = fileURLToPath(new URL('.', import.meta.url))

/** The `rust-version` of Cargo.toml. */
const MINOR_VERSION = 88

async function isNewEnough(): Promise<boolean> {
  const { output } = await execute('cargo', ['--version']).catch(() => ({ output: '' }))
  return Number(/^cargo 1\.(\d+)\./m.exec(output)?.[1]) >= MINOR_VERSION
}

/**
 * Writes a copy of the description that progenitor understands. It takes one media type for each body, and one type for all
 * errors of an operation, so a 401 needs the type of the others.
 */
function adaptDescription(file: string): Promise<void> {
  return writeWithOneMediaType('application/json', file, ({ components: { responses } }) => {
    const { Unauthorized, Forbidden } = responses
    if (Unauthorized !== undefined && Forbidden?.content !== undefined) Unauthorized.content = Forbidden.content
  })
}

export const rust: ClientRunner = {
  name: 'rust',

  requirements: [
    { name: `Rust 1.${MINOR_VERSION} or newer with Cargo`, installation: 'https://rustup.rs', isMet: isNewEnough },
  ],

  async install(folder) {
    await cp(EXAMPLE, folder, { recursive: true })
    await adaptDescription(join(folder, 'openapi.json'))
    const pathArgs = ['--manifest-path', join(folder, 'Cargo.toml'), '--target-dir', join(folder, 'target')]
    await runOrThrow('cargo', 'build', '--quiet', '--locked', ...pathArgs)
  },

  command: (folder) => [join(folder, 'target', 'debug', 'example')],
}
