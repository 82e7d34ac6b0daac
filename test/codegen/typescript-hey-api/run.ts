/**
 * The client that @hey-api/openapi-ts generates, with a package.json of its own, as an application has it.
 *
 * @module
 */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tool } from '../../scripts/tool.ts'
import { type ClientRunner, mustRun, succeeds } from '../client-runner.ts'

const EXAMPLE = fileURLToPath(new URL('.', import.meta.url))

export const typescriptHeyApi: ClientRunner = {
  name: 'typescript-hey-api',

  async lacks() {
    return (await succeeds(...tool('npm'), '--version')) ? undefined : 'npm'
  },

  async install(folder) {
    await cp(EXAMPLE, folder, { recursive: true })
    await mustRun(...tool('npm'), '--prefix', folder, 'ci', '--no-audit', '--no-fund')
    await mustRun(...tool('npm'), '--prefix', folder, 'run', 'build')
  },

  command: (folder) => [process.execPath, join(folder, 'dist', 'example.js')],
}
