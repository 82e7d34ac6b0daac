/**
 * The clients that OpenAPI Generator writes for Kotlin. Maven compiles them, with the programs that use them.
 *
 * @module
 */
import { join } from 'node:path'
import { writeWithOneMediaType } from '../runner/adapt-description.ts'
import type { ClientRunner } from '../runner/client-runner.ts'
import { compileMavenProject, copyMavenProject, javaCommand, MAVEN } from '../runner/maven.ts'
import { generateClient, generateClients } from '../runner/openapi-generator.ts'
import { CRONOFY_TRACES, PERMISSION_TRACES, REFRESH_TRACES } from '../runner/required-traces.ts'

export const kotlin: ClientRunner = {
  name: 'kotlin',
  requirements: [MAVEN],

  async install(folder) {
    await copyMavenProject(new URL('.', import.meta.url), folder)
    await generateClients(folder, { generator: 'kotlin', properties: (packageName) => ({ packageName }) })
    const form = {
      openapi: join(folder, 'form.json'),
      output: join(folder, 'form'),
      properties: { packageName: 'form' },
    }
    await writeWithOneMediaType('application/x-www-form-urlencoded', form.openapi)
    await generateClient({ generator: 'kotlin', ...form })
    await compileMavenProject(folder)
  },

  command: (folder) => javaCommand(folder, 'AskForAccessKt'),
  serviceCommand: (folder) => javaCommand(folder, 'Service'),
  requiredTraces: [...CRONOFY_TRACES, ...REFRESH_TRACES, 'POST /oauth/token 200'],
  requiredServiceTraces: PERMISSION_TRACES,
}
