/**
 * The clients that oapi-codegen generates for Go. go.mod pins the generator too, as a tool.
 *
 * @module
 */
import { cp } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ClientRunner, runOrThrow, succeeds } from '../client-runner.ts'

const EXAMPLE = fileURLToPath(new URL('.', import.meta.url))

export const go: ClientRunner = {
  name: 'go',

  /** A Go that is older than go.mod asks for fetches a newer one where it may, and fails here where it may not. */
  async missingPrerequisite() {
    return (await succeeds('go', '-C', EXAMPLE, 'list', '-m')) ? undefined : 'Go 1.25 or newer'
  },

  async install(folder) {
    await cp(EXAMPLE, folder, { recursive: true })
    await runOrThrow('go', '-C', folder, 'generate', './...')
    await runOrThrow('go', '-C', folder, 'vet', './...')
    // Git may refuse to tell the version of a folder that another user owns.
    await runOrThrow('go', '-C', folder, 'build', '-buildvcs=false', '-o', `bin${sep}`, './...')
  },

  command: (folder) => [join(folder, 'bin', 'example')],
  serviceCommand: (folder) => [join(folder, 'bin', 'service')],
}
