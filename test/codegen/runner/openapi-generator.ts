/**
 * OpenAPI Generator's command, which Maven fetches.
 *
 * @module
 */
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../../scripts/run.ts'
import { runOrThrow, runQuietly } from './client-runner.ts'
import { QUIET_ARGS } from './maven.ts'

const POM = fileURLToPath(new URL('openapi-generator/pom.xml', import.meta.url))

/** What is generated. */
export interface Generation {
  /** The generator's name: `kotlin`. */
  readonly generator: string
  /** A description of the project, or the path of another one. */
  readonly openapi: string
  /** Where the client is written to. */
  readonly output: string
  /** The generator's own options. */
  readonly properties?: Readonly<Record<string, string>>
}

let jar: Promise<string> | undefined

/** Fetches the generator once for all clients of a run. */
async function fetchJar(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openapi-generator-'))
  await cp(POM, join(folder, 'pom.xml'))
  await runOrThrow('mvn', ...QUIET_ARGS, '--file', join(folder, 'pom.xml'), 'dependency:copy-dependencies')
  return join(folder, 'target', 'dependency', 'openapi-generator-cli.jar')
}

/** Writes the clients for Cronofy's API and for the worker's, into `cronofy` and `worker` of a folder. */
export async function generateClients(
  folder: string,
  { generator, properties }: Pick<Generation, 'generator'> & { properties(name: string): Generation['properties'] },
): Promise<void> {
  for (const [openapi, name] of [
    ['openapi.yaml', 'cronofy'],
    ['edge/worker/openapi.yaml', 'worker'],
  ] as const) {
    await generateClient({ generator, openapi, output: join(folder, name), properties: properties(name) ?? {} })
  }
}

/** Writes a client, without its own tests and documentation. */
export async function generateClient({ generator, openapi, output, properties = {} }: Generation): Promise<void> {
  jar ??= fetchJar()
  const options = Object.entries(properties).map(([name, value]) => `--additional-properties=${name}=${value}`)
  await runQuietly(
    ...(['java', '-jar', await jar, 'generate', '--generator-name', generator] as const),
    ...['--input-spec', resolve(ROOT, openapi), '--output', output, ...options],
    '--global-property=apiTests=false,modelTests=false,apiDocs=false,modelDocs=false',
  )
}
