/**
 * A client for Java, by OpenAPI Generator's plugin for Maven, on the JDK's own HTTP client.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type ClientRunner, mustRun, succeeds } from '../runner.ts'

const HOME = new URL('.', import.meta.url)
/** Unlike `--quiet`, this leaves the warnings. */
const QUIETLY = ['--batch-mode', '--no-transfer-progress', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn']

/** The version of the Java that Maven runs on; 0 without Maven. */
async function mavensJava(): Promise<number> {
  const { stdout } = await promisify(execFile)('mvn', ['--version']).catch(() => ({ stdout: '' }))
  return Number(/Java version: (\d+)/.exec(stdout)?.[1] ?? 0)
}

export const java: ClientRunner = {
  name: 'java',

  async lacks() {
    const complete = (await mavensJava()) >= 17 && (await succeeds('javac', '--version'))
    return complete ? undefined : 'Maven with a JDK of Java 17 or newer'
  },

  async install(folder) {
    for (const path of ['pom.xml', 'src']) {
      await cp(fileURLToPath(new URL(path, HOME)), join(folder, path), { recursive: true })
    }
    await mustRun('mvn', ...QUIETLY, '--file', join(folder, 'pom.xml'), 'compile')
  },

  command(folder) {
    const target = join(folder, 'target')
    const classPath = [join(target, 'classes'), join(target, 'dependency', '*')].join(delimiter)
    return ['java', '--class-path', classPath, 'AskForAccess']
  },
}
