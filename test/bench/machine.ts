/**
 * Describes the machine and the versions, without which the figures mean little.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { toolPath } from '../scripts/install-tools.ts'
import { ROOT } from '../scripts/run.ts'

/** The packages whose versions affect the figures. */
const PACKAGES = ['workerd', 'esbuild', 'hono', 'jose', 'oauth4webapi', 'openapi-fetch'] as const

export interface Machine {
  /** The day, in UTC. */
  readonly date: string
  readonly node: string
  readonly packages: Readonly<Record<string, string>>
  readonly platform: string
  readonly processor: string
  readonly cores: number
  /** The load average of the last minute. If it exceeds the number of cores, all measured times are too long. */
  readonly load: number
}

export async function describeMachine(): Promise<Machine> {
  const folders = PACKAGES.map((name) => [name, join(ROOT, 'node_modules', name)] as const)
  const versions = await Promise.all(
    [...folders, ['cronofy', toolPath('test/bench', 'cronofy')] as const].map(
      async ([name, folder]) => [name, await versionOf(folder)] as const,
    ),
  )
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    packages: Object.fromEntries(versions),
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    load: loadavg()[0] ?? 0,
  }
}

/** Renders the description in one line. */
export function renderMachine({ date, node, packages, platform, processor, cores, load }: Machine): string {
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`)
  return (
    `${date}, Node ${node.slice(1)}, ${versions.join(', ')}; ${platform}, ${cores} cores (${processor}), ` +
    `load ${load.toFixed(1)}`
  )
}

async function versionOf(folder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  return (manifest as { version: string }).version
}
