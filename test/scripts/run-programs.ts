/**
 * Runs programs of other languages, one after the other, each installed into a folder of its own under `.reports/`.
 *
 * @module
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './run.ts'

/** Something that has to be installed before it runs. */
export interface Program {
  readonly name: string
  /** What this machine lacks to run it; undefined where it lacks nothing. */
  missingPrerequisite(): Promise<string | undefined>
  /** Installs what it needs into `folder`, which is there and empty. Rejects where anything fails. */
  install(folder: string): Promise<void>
}

/**
 * Runs all, or those that the command line names, and ends the process with a line `N passed, N failed, N skipped`. What
 * this machine cannot run is skipped, and it is said why; what cannot be installed or run has failed.
 *
 * @param kind What they are, in the plural.
 * @param run Runs one that was installed into `folder`, and counts its checks.
 */
export async function runPrograms<Item extends Program>(
  kind: string,
  all: readonly Item[],
  run: (program: Item, folder: string) => Promise<{ passed: number; failed: number }>,
): Promise<never> {
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !all.some((one) => one.name === name))
  if (unknown.length > 0) {
    console.error(`Cannot run ${unknown.join(', ')}: the ${kind} are ${all.map(({ name }) => name).join(', ')}`)
    process.exit(2)
  }

  const totals = { passed: 0, failed: 0, skipped: 0 }
  for (const one of all.filter(({ name }) => names.length === 0 || names.includes(name))) {
    console.log(`\n── ${one.name}`)
    const missing = await one.missingPrerequisite()
    if (missing !== undefined) {
      console.log(`skipped: this machine has no ${missing}`)
      totals.skipped += 1
      continue
    }
    try {
      const folder = join(ROOT, '.reports', kind, one.name)
      await rm(folder, { recursive: true, force: true })
      await mkdir(folder, { recursive: true })
      await one.install(folder)
      const { passed, failed } = await run(one, folder)
      totals.passed += passed
      totals.failed += failed
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
      totals.failed += 1
    }
  }
  console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
  process.exit(totals.failed === 0 ? 0 : 1)
}
