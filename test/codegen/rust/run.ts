/**
 * The client that progenitor generates for Rust, by a macro while the program is compiled.
 *
 * @module
 */
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { execute } from '../../helpers/child-process.ts'
import { ROOT } from '../../scripts/run.ts'
import { type ClientRunner, runOrThrow } from '../runner/client-runner.ts'

const EXAMPLE = fileURLToPath(new URL('.', import.meta.url))

/** The `rust-version` of Cargo.toml. */
const MINOR_VERSION = 88

async function isNewEnough(): Promise<boolean> {
  const { output } = await execute('cargo', ['--version']).catch(() => ({ output: '' }))
  return Number(/^cargo 1\.(\d+)\./m.exec(output)?.[1]) >= MINOR_VERSION
}

type Content = Record<string, unknown>

interface Description {
  paths: Record<string, Record<string, { requestBody?: { content: Content } }>>
  components: { responses: Record<string, { content?: Content }> }
}

/**
 * Writes a copy of the description that progenitor understands. It takes one media type for each body, and one type for all
 * errors of an operation, so a 401 needs the type of the others.
 */
async function adaptDescription(file: string): Promise<void> {
  const description = parse(await readFile(join(ROOT, 'openapi.yaml'), 'utf8')) as Description
  for (const { requestBody } of Object.values(description.paths).flatMap((path) => Object.values(path))) {
    const { content } = requestBody ?? {}
    if (content?.['application/json'] !== undefined) delete content['application/x-www-form-urlencoded']
  }
  const { Unauthorized, Forbidden } = description.components.responses
  if (Unauthorized !== undefined && Forbidden?.content !== undefined) Unauthorized.content = Forbidden.content
  await writeFile(file, JSON.stringify(description))
}

export const rust: ClientRunner = {
  name: 'rust',

  async missingPrerequisite() {
    return (await isNewEnough()) ? undefined : `Rust 1.${MINOR_VERSION} or newer with Cargo`
  },

  async install(folder) {
    await cp(EXAMPLE, folder, { recursive: true })
    await adaptDescription(join(folder, 'openapi.json'))
    const pathArgs = ['--manifest-path', join(folder, 'Cargo.toml'), '--target-dir', join(folder, 'target')]
    await runOrThrow('cargo', 'build', '--quiet', '--locked', ...pathArgs)
  },

  command: (folder) => [join(folder, 'target', 'debug', 'example')],
}
