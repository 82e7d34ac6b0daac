/**
 * The clients that oapi-codegen generates for Go.
 *
 * @module
 */
import type { ClientRunner } from '../runner/client-runner.ts'
import { buildGoModule, copyGoModule, GO, goCommand } from '../runner/go-module.ts'

const HOME = new URL('.', import.meta.url)

export const go: ClientRunner = {
  name: 'go',
  requirements: [GO],

  async install(folder) {
    await copyGoModule(HOME, folder)
    await buildGoModule(folder)
  },

  command: (folder) => goCommand(folder, 'example'),
  serviceCommand: (folder) => goCommand(folder, 'service'),
}
