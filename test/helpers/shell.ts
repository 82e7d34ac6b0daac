import { spawnSync } from 'node:child_process'
import { expect } from 'vitest'
import { ROOT } from '../scripts/run.ts'
import { execute, launch, type RunningProcess } from './child-process.ts'
import { readBlocks } from './examples.ts'

/** Whether there is a shell. A machine without is none that the examples in shell are for. */
export const HAS_SHELL: boolean = spawnSync('sh', ['-c', 'exit 0']).status === 0

/**
 * What stands before an example, so that it is run as it is written:
 * - `npm ci` and `npm install` do nothing, since they would pull the floor from under the tests that run, or ask a network;
 * - `npm pack` packs what the tests have built;
 * - the programs are the project's own.
 */
const PREAMBLE = `
npm() {
  case "$1" in
    ci | install) ;;
    pack) command npm "$@" --ignore-scripts ;;
    *) command npm "$@" ;;
  esac
}
node() { '${process.execPath}' "$@"; }
curl() { command curl --fail-with-body --no-progress-meter --write-out '\\n' "$@"; }
`

function shellArgs(script: string, folder: string): string[] {
  return ['-euc', `cd '${folder.replaceAll('\\', '/')}'\n${PREAMBLE}\n${script}`]
}

/** What a script prints. It ends where a command fails, and `curl` fails where the answer is an error. */
export async function runShell(script: string, folder: string = ROOT): Promise<string> {
  const { code, output } = await execute('sh', shellArgs(script, folder))
  expect(code, output).toBe(0)
  return output
}

/** Starts a script that does not end by itself. `end` ends all that it has started: npm would not hand a signal on. */
export function startShell(
  script: string,
  folder: string,
  env: Record<string, string>,
): RunningProcess & { end(): Promise<void> } {
  const running = launch('sh', shellArgs(script, folder), env, { detached: true })
  const { child, ended } = running
  return {
    ...running,
    async end() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid)
      await ended
    },
  }
}

/** The blocks of a page in which `mark` stands, as one script: the later ones count on the earlier. */
export function readShellExample(page: string, mark: string): string {
  const blocks = [...readBlocks('sh')].filter(([name, code]) => name.startsWith(`${page} `) && code.includes(mark))
  if (blocks.length === 0) throw new Error(`Cannot run an example of ${page}: none has "${mark}"`)
  return blocks.map(([, code]) => code).join('\n')
}
