/**
 * `.ci/run [PART …]` after `npm ci`. Runs the parts that are named, or all. The last lines have the time of every step, the names of
 * failed and skipped tests, and the sum: `N passed, N failed, N skipped`. A signal ends the step that runs, and the lines follow.
 *
 * @module
 */
import { type CiStep, PART_NAMES, PARTS, type PartName } from './parts.ts'
import { installClients } from './prepare.ts'
import { runStep, type StepResult } from './run-step.ts'
import { summarize } from './summary.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

const parts: { name: PartName; results: StepResult[] }[] = []
for (const name of PART_NAMES.filter((part) => process.argv.length === 2 || process.argv.includes(part))) {
  const results: StepResult[] = []
  parts.push({ name, results })
  for (const step of await stepsOf(name)) {
    if (!stop.signal.aborted) results.push(await runStep(step, stop.signal))
  }
}
if (stop.signal.aborted) console.log('\nInterrupted: the steps that are not listed did not run.')
const { text, failed } = summarize(parts, Number(process.env['INSTALL_SECONDS'] ?? 0))
console.log(text)
process.exit(stop.signal.aborted ? 130 : Math.min(failed, 1))

/** If everything for the clients could be installed, a client that is skipped has failed. Elsewhere, it may be skipped. */
async function stepsOf(name: PartName): Promise<readonly CiStep[]> {
  const { steps }: { steps: readonly CiStep[] } = PARTS[name]
  if (name !== 'clients' || stop.signal.aborted || !(await installClients())) return steps
  return steps.map((step) => ({ ...step, npm: [...step.npm, '--', '--no-skips'] }))
}
