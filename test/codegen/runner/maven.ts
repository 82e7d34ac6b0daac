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
import type { Requirement } from '../../scripts/requirement.ts'
import type { Program } from '../../scripts/run-programs.ts'
import { runOrThrow, succeeds } from './client-runner.ts'

/** The version of the Java that Maven runs on; 0 without Maven. */
async function mavenJavaVersion(): Promise<number> {
  const { stdout } = await promisify(execFile)('mvn', ['--version']).catch(() => ({ stdout: '' }))
  return Number(/Java version: (\d+)/.exec(stdout)?.[1] ?? 0)
}

/** The oldest Java that the projects here are for. */
const MIN_JAVA_VERSION = 17

/** Maven, and the JDK that it runs on. */
export const MAVEN: Requirement = {
  name: `Maven with a JDK of Java ${MIN_JAVA_VERSION} or newer`,
  installation: 'sudo apt-get install maven default-jdk-headless',
  isMet: async () => (await mavenJavaVersion()) >= MIN_JAVA_VERSION && (await succeeds('javac', '--version')),
}

/** Unlike `--quiet`, this leaves the warnings. */
export const QUIET_ARGS: readonly string[] = [
  '--batch-mode',
  '--no-transfer-progress',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
]

/** A program in Java, as a runner has it. */
export interface MavenProject extends Program {
  command(folder: string): readonly [string, ...string[]]
}

/** Copies a project of Maven's into `folder`, because Maven writes beside its pom.xml. */
export async function copyMavenProject(home: URL, folder: string): Promise<void> {
  for (const path of ['pom.xml', 'src']) {
    await cp(fileURLToPath(new URL(path, home)), join(folder, path), { recursive: true })
  }
}

/** Compiles a project that writes its dependencies to `target/dependency`. */
export async function compileMavenProject(folder: string): Promise<void> {
  await runOrThrow('mvn', ...QUIET_ARGS, '--file', join(folder, 'pom.xml'), 'compile')
}

/** The command that runs a class of a project that was compiled. */
export function javaCommand(folder: string, mainClass: string): readonly [string, ...string[]] {
  const target = join(folder, 'target')
  const classPath = [join(target, 'classes'), join(target, 'dependency', '*')].join(delimiter)
  return ['java', '--class-path', classPath, mainClass]
}

/**
 * A project of Maven's, called `java`: it is compiled, and run with plain `java`.
 *
 * @param home The folder of its pom.xml and its `src`.
 */
export function mavenProject(home: URL, mainClass: string): MavenProject {
  return {
    name: 'java',
    requirements: [MAVEN],

    async install(folder) {
      await copyMavenProject(home, folder)
      await compileMavenProject(folder)
    },

    command: (folder) => javaCommand(folder, mainClass),
  }
}
