/**
 * The clients that OpenAPI Generator writes for Kotlin. Maven compiles them, with the programs that use them.
 *
 * @module
 */
import type { ClientRunner } from '../runner/client-runner.ts'
import { compileMavenProject, copyMavenProject, javaCommand } from '../runner/maven.ts'
import { generateClients, missingOpenapiGenerator } from '../runner/openapi-generator.ts'
import { CRONOFY_TRACES, PERMISSION_TRACES, REFRESH_TRACES } from '../runner/required-traces.ts'

export const kotlin: ClientRunner = {
  name: 'kotlin',
  missingPrerequisite: missingOpenapiGenerator,

  async install(folder) {
    await copyMavenProject(new URL('.', import.meta.url), folder)
    await generateClients(folder, { generator: 'kotlin', properties: (packageName) => ({ packageName }) })
    await compileMavenProject(folder)
  },

  command: (folder) => javaCommand(folder, 'AskForAccessKt'),
  serviceCommand: (folder) => javaCommand(folder, 'Service'),
  requiredTraces: [...CRONOFY_TRACES, ...REFRESH_TRACES],
  requiredServiceTraces: PERMISSION_TRACES,
}
