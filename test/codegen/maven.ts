/**
 * Maven, for what is written in Java.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Installable } from '../scripts/run-programs.ts'
import { mustRun, succeeds } from './client-runner.ts'

/** The version of the Java that Maven runs on; 0 without Maven. */
async function mavensJava(): Promise<number> {
  const { stdout } = await promisify(execFile)('mvn', ['--version']).catch(() => ({ stdout: '' }))
  return Number(/Java version: (\d+)/.exec(stdout)?.[1] ?? 0)
}

/** The oldest Java that the projects here are for. */
const JAVA = 17

/** What this machine lacks; undefined where it lacks nothing. */
async function lacks(): Promise<string | undefined> {
  const complete = (await mavensJava()) >= JAVA && (await succeeds('javac', '--version'))
  return complete ? undefined : `Maven with a JDK of Java ${JAVA} or newer`
}

/** Unlike `--quiet`, this leaves the warnings. */
const QUIETLY = ['--batch-mode', '--no-transfer-progress', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn']

/** A program in Java, as a runner has it. */
export interface MavenProject extends Installable {
  command(folder: string): readonly [string, ...string[]]
}

/**
 * A project of Maven's, called `java`: it is compiled, and run with plain `java`.
 *
 * @param home The folder of its pom.xml and its `src`.
 */
export function mavenProject(home: URL, mainClass: string): MavenProject {
  return {
    name: 'java',
    lacks,

    // Maven writes beside its pom.xml.
    async install(folder) {
      for (const path of ['pom.xml', 'src']) {
        await cp(fileURLToPath(new URL(path, home)), join(folder, path), { recursive: true })
      }
      await mustRun('mvn', ...QUIETLY, '--file', join(folder, 'pom.xml'), 'compile')
    },

    command(folder) {
      const target = join(folder, 'target')
      const classPath = [join(target, 'classes'), join(target, 'dependency', '*')].join(delimiter)
      return ['java', '--class-path', classPath, mainClass]
    },
  }
}
