import type { TestProject } from 'vitest/node'
import { installTools, toolPath } from '../scripts/install-tools.ts'
import { installPackage } from './install-package.ts'

/** Installs the package once for all tests of a project, and the tools that these need. Returns what removes the package. */
export default async function install(project: TestProject): Promise<() => Promise<void>> {
  if (project.name === 'package-slow') await installTools('test/package-install')
  const { remove, ...installed } = await installPackage(
    project.name === 'package-lowest' ? await installLowestPeers() : {},
  )
  project.provide('installed', installed)
  return remove
}

/** The lowest versions that the package supports. */
async function installLowestPeers(): Promise<Record<string, string>> {
  const folder = 'test/package-install/lowest'
  await installTools(folder)
  return Object.fromEntries(['hono', '@hono/node-server'].map((name) => [name, toolPath(folder, name)]))
}
