import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { execute, launch, type RunningProcess } from '../helpers/child-process.ts'

/** The Node that runs the tests, and the machine's own where it has another one that the package is for. */
export const NODE_VERSIONS: readonly [version: string, path: string][] = await findNodes()

async function findNodes(): Promise<[version: string, path: string][]> {
  const nodes: [string, string][] = [[process.version, process.execPath]]
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter((name) => !name.includes('node_modules'))) {
    const path = join(folder, 'node')
    const { code, output } = await execute(path, ['--version']).catch(() => ({ code: 1, output: '' }))
    const version = output.trim()
    const isNew = nodes.every(([known]) => known !== version)
    if (code === 0 && isNew && Number(/^v(\d+)/.exec(version)?.[1]) >= 20) nodes.push([version, path])
  }
  return nodes
}

/** The command on that Node, by the file that the installed package names: what npm links to it, Windows runs in a shell only. */
export function startCommand(folder: string, node: string, args: string[]): RunningProcess {
  const home = join(folder, 'node_modules/cronofy-extended-permissions')
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { bin: Record<string, string> }
  return launch(node, [join(home, bin['cronofy-sandbox'] ?? ''), ...args])
}

/** The address of the sandbox that a command runs, as soon as it says so. */
export async function waitForUrl({ output, child, ended }: RunningProcess): Promise<string> {
  while (!output().includes('Press Ctrl+C to stop.')) {
    if (child.exitCode !== null) throw new Error(`Cannot ask the sandbox: it ended with ${await ended}\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0] ?? ''
}
