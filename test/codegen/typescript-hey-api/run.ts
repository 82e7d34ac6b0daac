/**
 * The client that @hey-api/openapi-ts generates, with a package.json of its own, as an application has it.
 *
 * @module
 */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { resolveTool } from '../../scripts/tool.ts'
import { type ClientRunner, runOrThrow } from '../runner/client-runner.ts'
import { NPM } from '../runner/npm.ts'

const EXAMPLE = fileURLToPath(new URL('.', import.meta.url))

export const typescriptHeyApi: ClientRunner = {
  name: 'typescript-hey-api',

  requirements: [NPM],

  async install(folder) {
    await cp(EXAMPLE, folder, { recursive: true })
    await runOrThrow(...resolveTool('npm'), '--prefix', folder, 'ci', '--no-audit', '--no-fund')
    await runOrThrow(...resolveTool('npm'), '--prefix', folder, 'run', 'build')
  },

  command: (folder) => [process.execPath, join(folder, 'dist', 'example.js')],
}
