import type { TestProject } from 'vitest/node'
import { installPackage, LOWEST_PEERS } from './install-package.ts'

/** Installs the package once for all tests of a project. Returns what removes it. */
export default async function install(project: TestProject): Promise<() => Promise<void>> {
  const { remove, ...installed } = await installPackage(project.name === 'package-lowest' ? LOWEST_PEERS : {})
  project.provide('installed', installed)
  return remove
}
