/**
 * The clients that OpenAPI Generator writes for Ruby, on Typhoeus.
 *
 * @module
 */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ClientRunner, succeeds } from '../runner/client-runner.ts'
import { MAVEN } from '../runner/maven.ts'
import { generateClients } from '../runner/openapi-generator.ts'
import { CRONOFY_TRACES, PERMISSION_TRACES, REFRESH_TRACES } from '../runner/required-traces.ts'

const run = (folder: string, program: string) =>
  ['ruby', ...['cronofy', 'worker'].map((name) => `-I${join(folder, name, 'lib')}`), join(folder, program)] as const

export const ruby: ClientRunner = {
  name: 'ruby',

  requirements: [
    {
      name: 'Ruby 2.7 or newer with Typhoeus',
      installation: 'sudo apt-get install ruby ruby-typhoeus',
      isMet: () => succeeds('ruby', '-e', 'require "typhoeus"; exit RUBY_VERSION >= "2.7"'),
    },
    MAVEN,
  ],

  async install(folder) {
    await cp(fileURLToPath(new URL('.', import.meta.url)), folder, { recursive: true })
    const properties = (gemName: string) => ({
      gemName,
      moduleName: gemName.charAt(0).toUpperCase() + gemName.slice(1),
    })
    await generateClients(folder, { generator: 'ruby', properties })
  },

  command: (folder) => run(folder, 'ask_for_access.rb'),
  serviceCommand: (folder) => run(folder, 'service.rb'),
  requiredTraces: [...CRONOFY_TRACES, ...REFRESH_TRACES],
  requiredServiceTraces: PERMISSION_TRACES,
}
