/**
 * The clients that ogen generates for Go.
 *
 * @module
 */
import type { ClientRunner } from '../runner/client-runner.ts'
import { buildGoModule, copyGoModule, GO, goCommand } from '../runner/go-module.ts'
import { CRONOFY_TRACES, PERMISSION_TRACES, REFRESH_TRACES } from '../runner/required-traces.ts'

const HOME = new URL('.', import.meta.url)

export const goOgen: ClientRunner = {
  name: 'go-ogen',
  requirements: [GO],

  async install(folder) {
    await copyGoModule(HOME, folder)
    await buildGoModule(folder)
  },

  command: (folder) => goCommand(folder, 'example'),
  serviceCommand: (folder) => goCommand(folder, 'service'),
  requiredTraces: [...CRONOFY_TRACES, ...REFRESH_TRACES, 'POST /v1/permissions 202'],
  requiredServiceTraces: PERMISSION_TRACES,
}
