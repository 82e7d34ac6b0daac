/**
 * openapi-fetch, on types that openapi-typescript writes.
 *
 * @module
 */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../../scripts/run.ts'
import { resolveTool } from '../../scripts/tool.ts'
import { type ClientRunner, runOrThrow } from '../runner/client-runner.ts'

const EXAMPLE = fileURLToPath(new URL('.', import.meta.url))

export const typescript: ClientRunner = {
  name: 'typescript',

  // All that it takes is in the project's own node_modules.
  requirements: [],

  async install(folder) {
    await cp(EXAMPLE, folder, { recursive: true })
    for (const [openapi, types] of [
      ['openapi.yaml', 'cronofy.d.ts'],
      ['edge/worker/openapi.yaml', 'service-api.d.ts'],
    ] as const) {
      await runOrThrow(...resolveTool('openapi-typescript'), join(ROOT, openapi), '--output', join(folder, types))
    }
    await runOrThrow(...resolveTool('tsc'), '--project', folder)
  },

  command: (folder) => [process.execPath, join(folder, 'dist', 'example.js')],
  serviceCommand: (folder) => [process.execPath, join(folder, 'dist', 'service.js')],
}
