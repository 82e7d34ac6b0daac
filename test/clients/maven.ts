/**
 * Maven, for what is written in Java.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { mustRun, succeeds } from './runner.ts'

/** The version of the Java that Maven runs on; 0 without Maven. */
async function mavensJava(): Promise<number> {
  const { stdout } = await promisify(execFile)('mvn', ['--version']).catch(() => ({ stdout: '' }))
  return Number(/Java version: (\d+)/.exec(stdout)?.[1] ?? 0)
}

/** What this machine lacks for Maven with a JDK of Java `version`; undefined where it lacks nothing. */
export async function lacksMaven(version: number): Promise<string | undefined> {
  const complete = (await mavensJava()) >= version && (await succeeds('javac', '--version'))
  return complete ? undefined : `Maven with a JDK of Java ${version} or newer`
}

/** Unlike `--quiet`, this leaves the warnings. */
const QUIETLY = ['--batch-mode', '--no-transfer-progress', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn']

/** Runs Maven on the pom.xml in `folder`; it speaks of warnings and errors only. */
export function mvn(folder: string, goal: string): Promise<void> {
  return mustRun('mvn', ...QUIETLY, '--file', join(folder, 'pom.xml'), goal)
}
