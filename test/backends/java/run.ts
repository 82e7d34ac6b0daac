/**
 * Java: the JDK's own HTTP server and client, and Gson.
 *
 * @module
 */
import { cp } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lacksMaven, mvn } from '../../clients/maven.ts'
import type { BackendRunner } from '../runner.ts'

const HOME = new URL('.', import.meta.url)

export const java: BackendRunner = {
  name: 'java',
  lacks: () => lacksMaven(17),

  // Maven writes beside its pom.xml.
  async install(folder) {
    for (const path of ['pom.xml', 'src']) {
      await cp(fileURLToPath(new URL(path, HOME)), join(folder, path), { recursive: true })
    }
    await mvn(folder, 'compile')
  },

  command(folder) {
    const target = join(folder, 'target')
    const classPath = [join(target, 'classes'), join(target, 'dependency', '*')].join(delimiter)
    return ['java', '--class-path', classPath, 'Backend']
  },
}
