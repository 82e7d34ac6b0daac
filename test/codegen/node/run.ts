/**
 * The clients that generators on npm write, and OpenAPI Generator's in TypeScript and JavaScript. They share one set of
 * packages and one flow.
 *
 * @module
 */
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Requirement } from '../../scripts/requirement.ts'
import { ROOT } from '../../scripts/run.ts'
import { resolveTool } from '../../scripts/tool.ts'
import { type ClientRunner, runIn, runOrThrow } from '../runner/client-runner.ts'
import { MAVEN } from '../runner/maven.ts'
import { NPM } from '../runner/npm.ts'
import { generateClient } from '../runner/openapi-generator.ts'
import { CRONOFY_TRACES, PERMISSION_TRACES } from '../runner/required-traces.ts'

const HOME = fileURLToPath(new URL('.', import.meta.url))
const CRONOFY = join(ROOT, 'openapi.yaml')
const WORKER = join(ROOT, 'edge/worker/openapi.yaml')

let packages: Promise<string> | undefined

/** Installs the packages once for all of these clients. Returns their `node_modules`. */
async function installPackages(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) await cp(join(HOME, file), join(folder, file))
  await runOrThrow(...resolveTool('npm'), '--prefix', folder, 'ci', '--no-audit', '--no-fund', '--ignore-scripts')
  return join(folder, 'node_modules')
}

/** Only the program for JavaScript is JavaScript. */
const extension = (program: string): string => (program === 'javascript' ? 'js' : 'ts')

interface NodeClient {
  readonly name: string
  /** The programs in `src` without `.ts`, for Cronofy's API and for the worker's. */
  readonly programs: readonly [string, string?]
  /** Other files of `src` that they need. */
  readonly files?: readonly string[]
  readonly tsconfig?: string
  /** What the generator needs besides npm. */
  readonly requirements?: readonly Requirement[]
  /** Writes the clients into `folder`, beside the programs. `bin` is the folder of the packages' commands. */
  generate(folder: string, bin: string): Promise<void>
}

function nodeClient(client: NodeClient): ClientRunner {
  const { name, programs, files = [], tsconfig = 'tsconfig.json' } = client
  const [program, serviceProgram] = programs
  const command = (folder: string, file: string) => [process.execPath, join(folder, 'dist', `${file}.js`)] as const
  const sources = ['flow', program, ...(serviceProgram === undefined ? [] : ['service-flow', serviceProgram])]
  return {
    name,

    requirements: [NPM, ...(client.requirements ?? [])],

    async install(folder) {
      packages ??= installPackages(join(dirname(folder), 'node-packages'))
      await symlink(await packages, join(folder, 'node_modules'), 'junction')
      for (const file of ['tsconfig.json', tsconfig]) await cp(join(HOME, file), join(folder, file))
      for (const file of [...sources.map((one) => `${one}.${extension(one)}`), ...files]) {
        await cp(join(HOME, 'src', file), join(folder, file))
      }
      const type = tsconfig === 'tsconfig.json' ? 'module' : 'commonjs'
      await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type }))
      await client.generate(folder, join(await packages, '.bin'))
      await runOrThrow(...resolveTool('tsc'), '--project', join(folder, tsconfig))
    },

    command: (folder) => command(folder, program),
    requiredTraces: [...CRONOFY_TRACES, 'GET /v1/userinfo 200'],
    ...(serviceProgram !== undefined && {
      serviceCommand: (folder: string) => command(folder, serviceProgram),
      requiredServiceTraces: PERMISSION_TRACES,
    }),
  }
}

export const oazapfts: ClientRunner = nodeClient({
  name: 'oazapfts',
  programs: ['oazapfts', 'oazapfts-service'],
  async generate(folder, bin) {
    await runIn(folder, process.execPath, join(bin, 'oazapfts'), CRONOFY, 'cronofy.ts')
    await runIn(folder, process.execPath, join(bin, 'oazapfts'), WORKER, 'worker.ts')
  },
})

export const orval: ClientRunner = nodeClient({
  name: 'orval',
  programs: ['orval', 'orval-service'],
  files: ['orval-request.ts', 'orval.config.cjs'],
  generate: (folder, bin) => runIn(folder, process.execPath, join(bin, 'orval'), '--config', './orval.config.cjs'),
})

export const zod: ClientRunner = nodeClient({
  name: 'openapi-zod-client',
  programs: ['zod', 'zod-service'],
  async generate(folder, bin) {
    await runIn(folder, process.execPath, join(bin, 'openapi-zod-client'), CRONOFY, '--output', 'cronofy.ts')
    await runIn(folder, process.execPath, join(bin, 'openapi-zod-client'), WORKER, '--output', 'worker.ts')
  },
})

export const typescriptFetch: ClientRunner = nodeClient({
  name: 'typescript-fetch',
  programs: ['typescript-fetch'],
  requirements: [MAVEN],
  generate: (folder) =>
    generateClient({
      generator: 'typescript-fetch',
      openapi: 'openapi.yaml',
      output: join(folder, 'cronofy'),
      properties: { importFileExtension: '.js' },
    }),
})

export const javascript: ClientRunner = nodeClient({
  name: 'javascript',
  programs: ['javascript'],
  tsconfig: 'tsconfig.javascript.json',
  requirements: [MAVEN],
  generate: (folder) =>
    generateClient({
      generator: 'javascript',
      openapi: 'openapi.yaml',
      output: join(folder, 'cronofy'),
      properties: { usePromises: 'true' },
    }),
})
