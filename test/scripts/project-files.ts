/**
 * Lists the files of the project.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'
import { ROOT } from './run.ts'

/** Returns the paths of a clean clone and of new files, without what Git ignores. Patterns are Git's, such as `*.md`. */
export function listProjectFiles(...patterns: readonly string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns]
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim().split('\n')
}
