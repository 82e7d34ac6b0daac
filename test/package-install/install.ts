import type { TestProject } from 'vitest/node'
import { installPackage } from './install-package.ts'

/** Before the first test of the project `package`, once for all of them; what is given back ends it. */
export default async function install(project: TestProject): Promise<() => Promise<void>> {
  const { remove, ...installed } = await installPackage()
  project.provide('installed', installed)
  return remove
}
