/**
 * The clients that OpenAPI Generator writes for Go.
 *
 * @module
 */
import type { ClientRunner } from '../runner/client-runner.ts'
import { buildGoModule, copyGoModule, GO, goCommand } from '../runner/go-module.ts'
import { MAVEN } from '../runner/maven.ts'
import { generateClients } from '../runner/openapi-generator.ts'
import { CRONOFY_TRACES, PERMISSION_TRACES, REFRESH_TRACES } from '../runner/required-traces.ts'

const HOME = new URL('.', import.meta.url)

export const goOpenapiGenerator: ClientRunner = {
  name: 'go-openapi-generator',
  requirements: [GO, MAVEN],

  async install(folder) {
    await copyGoModule(HOME, folder)
    await generateClients(folder, {
      generator: 'go',
      // The values of two enumerations may have the same name.
      properties: (packageName) => ({ packageName, withGoMod: 'false', enumClassPrefix: 'true' }),
    })
    await buildGoModule(folder)
  },

  command: (folder) => goCommand(folder, 'example'),
  serviceCommand: (folder) => goCommand(folder, 'service'),
  requiredTraces: [...CRONOFY_TRACES, ...REFRESH_TRACES],
  requiredServiceTraces: PERMISSION_TRACES,
}
