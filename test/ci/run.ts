/**
 * `.ci/run [PART …]` after `npm ci`. Runs the parts that are named, or all. The last lines have the time of every step, the names of
 * failed and skipped tests, and the sum: `N passed, N failed, N skipped`.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ROOT } from '../scripts/run.ts'
import { type CiStep, PART_NAMES, PARTS, type PartName } from './parts.ts'
import { runStep, type StepResult } from './run-step.ts'
import { summarize } from './summary.ts'

const names = process.argv.slice(2)
const unknown = names.filter((name) => !PART_NAMES.some((part) => part === name))
if (unknown.length > 0) {
  console.error(`Cannot run ${unknown.join(', ')}. The parts are ${PART_NAMES.join(', ')}.`)
  process.exit(2)
}

const parts: { name: PartName; results: StepResult[] }[] = []
for (const name of PART_NAMES.filter((part) => names.length === 0 || names.includes(part))) {
  const results: StepResult[] = []
  for (const step of await prepare(name)) results.push(await runStep(step))
  parts.push({ name, results })
}
const { text, failed } = summarize(parts)
console.log(text)
process.exit(failed === 0 ? 0 : 1)

/**
 * Installs what the clients of other languages need. If that works, a client that is skipped has failed. On a machine without apt, or
 * without root, clients that lack something are skipped.
 */
async function prepare(name: PartName): Promise<readonly CiStep[]> {
  const steps: readonly CiStep[] = PARTS[name]
  if (name !== 'clients') return steps
  const [code] = await once(spawn('bash', ['.ci/prepare'], { cwd: ROOT, stdio: 'inherit' }), 'close')
  if (code !== 0) return steps
  return steps.map((step) => ({ ...step, npm: [...step.npm, '--', '--no-skips'] }))
}
