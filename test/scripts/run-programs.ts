/**
 * Installs programs in other languages, each into its own folder below `.reports/`, and runs them one after the other.
 *
 * @module
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkNames, readCommandLine } from './command-line.ts'
import { collectRequirements, type Requirement } from './requirement.ts'
import { ROOT } from './run.ts'

/** A program that must be installed before it can run. */
export interface Program {
  readonly name: string
  /** The tools that the machine must have. */
  readonly requirements: readonly Requirement[]
  /** Installs the dependencies into `folder`, which exists and is empty. Rejects if anything fails. */
  install(folder: string): Promise<void>
}

/**
 * Runs all programs, or those that the command line names, and ends the process with a line `N passed, N failed, N skipped`. The
 * first lines list the requirements, and how to install the missing ones. Programs with a missing requirement are skipped, and
 * listed again before the last line. With `--no-skips`, a skipped program counts as failed.
 *
 * @param kind The kind of the programs, in the plural.
 * @param run Runs a program that was installed into `folder`, and counts its checks.
 */
export async function runPrograms<Item extends Program>(
  kind: string,
  all: readonly Item[],
  run: (program: Item, folder: string) => Promise<{ passed: number; failed: number }>,
): Promise<never> {
  const names = all.map(({ name }) => name)
  const usage = `npm run test:${kind} [-- NAME …] [--no-skips]: runs all ${kind}, or some of ${names.join(', ')}`
  const { values, positionals } = readCommandLine(usage, (args) => {
    const read = parseArgs({ args, allowPositionals: true, options: { 'no-skips': { type: 'boolean' } } })
    checkNames(kind, read.positionals, names)
    return read
  })
  const selected = all.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  const skipped = await listRequirements(selected)

  const totals = { passed: 0, failed: 0 }
  for (const one of selected.filter(({ name }) => !skipped.has(name))) {
    console.log(`\n── ${one.name}`)
    const startedAt = performance.now()
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
    console.log(`# ${Math.round((performance.now() - startedAt) / 1000)} s`)
  }

  console.log('')
  for (const [name, missing] of skipped) console.log(`skipped: ${name} needs ${missing.join(' and ')}`)
  const failed = totals.failed + (values['no-skips'] ? skipped.size : 0)
  console.log(`${totals.passed} passed, ${failed} failed, ${skipped.size} skipped`)
  process.exit(failed === 0 ? 0 : 1)
}

/** Prints the requirements of the programs. Returns the programs with missing requirements, and these requirements. */
async function listRequirements(programs: readonly Program[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const skipped = new Map<string, string[]>()
  for (const [requirement, names] of collectRequirements(programs)) {
    const isMet = await requirement.isMet()
    console.log(`${isMet ? 'found' : 'missing'}: ${requirement.name}, for ${names.join(', ')}`)
    if (isMet) continue
    console.log(`  ${requirement.installation}`)
    for (const name of names) skipped.set(name, [...(skipped.get(name) ?? []), requirement.name])
  }
  return skipped
}
