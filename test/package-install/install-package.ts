import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'

/** A folder of somebody who has installed the package. */
export interface Installed {
  readonly folder: string
  /** What was installed: the package as it is published. */
  readonly tarball: string
}

interface Manifest {
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/**
 * Packs the project as it is published, and installs the tarball with npm into an empty folder, without a network.
 *
 * @param peers Folders of peers that are installed instead of the project's own, by name.
 */
export async function installPackage(
  peers: Readonly<Record<string, string>> = {},
): Promise<Installed & { remove(): Promise<void> }> {
  const base = await mkdtemp(join(tmpdir(), 'installed-'))
  const folder = join(base, 'app')
  await mkdir(folder)
  await expectEnd(['pack', '--pack-destination', base])
  const { name, version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as Record<string, string>
  const tarball = join(base, `${name}-${version}.tgz`)
  const dependencies = { [name ?? '']: `file:${tarball}`, ...(await installedHere(peers)) }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  // Copies and no links: the project's own node_modules stays as it is.
  const offline = ['--offline', '--install-links', '--ignore-scripts', '--no-audit', '--no-fund']
  await expectEnd(['install', '--prefix', folder, ...offline])
  return { folder, tarball, remove: () => rm(base, { recursive: true }) }
}

/** What the package needs, and what that needs, from where the project has it. */
async function installedHere(peers: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  async function add({ dependencies, peerDependencies }: Manifest): Promise<void> {
    for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
      if (found[name] !== undefined) continue
      const folder = peers[name] ?? join(ROOT, 'node_modules', name)
      found[name] = `file:${folder}`
      const { dependencies: own } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
      await add(own === undefined ? {} : { dependencies: own })
    }
  }
  await add(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as Manifest)
  return found
}

async function expectEnd(args: string[]): Promise<void> {
  const [npm, ...first] = resolveTool('npm')
  const { code, output } = await execute(npm, [...first, ...args])
  if (code !== 0) throw new Error(`Cannot prepare the test: npm ${args[0]} ended with ${code}\n${output}`)
}
