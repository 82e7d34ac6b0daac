/**
 * `npm run soak -- --flows N --seed S --through module|service|connections --json FILE`: runs flows with random users, decisions,
 * data centers, key rotations, and faults through the worker over real sockets, on Node and in workerd. It compares every result
 * of the worker with the emulator's state.
 *
 * @module
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCommandLine } from '../scripts/command-line.ts'
import { addMessage, countFlow, createCounters } from './counters.ts'
import { type Audience, createLeakFinder, TOKEN_LEAK } from './leaks.ts'
import { runLoad } from './load.ts'
import { MODES } from './modes.ts'
import { readOptions, type SoakOptions, type SoakRuntime, USAGE } from './options.ts'
import { createPlan } from './plan.ts'
import { firstLine, type RunningProcess, startProcess } from './processes.ts'
import { createProgress } from './progress.ts'
import { findViolations, type Report, toReport, toTable } from './report.ts'
import { type RuntimeTarget, runPlans } from './run-plans.ts'
import { createSecrets, startFleet, totalHeapBytes } from './workers.ts'

/** The number of flows before the first measurement of the heaps. Until then, they shrink by a few megabytes. */
const WARM_UP_FLOWS = 2000

/** With fewer flows, the growth of the heap is not meaningful, and a measurement takes twelve seconds. */
const MIN_FLOWS_FOR_HEAP = 200

const options = readCommandLine(USAGE, readOptions)
const folder = await mkdtemp(join(tmpdir(), 'soak-'))
const processes: RunningProcess[] = []
let isInterrupted = false
// Stop the child processes if the run is interrupted. workerd does not notice the end of its parent.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, async () => {
    console.log(`Interrupted by ${signal}.`)
    isInterrupted = true
    await cleanUp()
    process.exit(1)
  })
}
try {
  process.exitCode = await soak(options)
} catch (error) {
  // After an interruption, errors are expected.
  if (!isInterrupted) throw error
} finally {
  await cleanUp()
}

async function cleanUp(): Promise<void> {
  await Promise.all(processes.map((running) => running.stop()))
  await rm(folder, { recursive: true, force: true })
}

async function soak({
  flows,
  seed,
  mode,
  first,
  runtimes,
  concurrency,
  loadSeconds,
  root,
  json,
}: SoakOptions): Promise<number> {
  const { openApplication, prepareRequests, modeEnvironment } = MODES[mode]
  const secrets = createSecrets()
  const findLeak = createLeakFinder(secrets)
  const counters = createCounters()
  const checkLeaks = (where: string, text: string, audience: Audience) => {
    const leak = findLeak(text, audience)
    if (leak === undefined) return
    if (audience === 'browser' && leak === TOKEN_LEAK) counters.browserTokens += 1
    else counters.leaks += 1
    addMessage(counters, `${leak} leaked ${where}`)
  }

  const sandbox = startProcess(
    'sandbox',
    [
      process.execPath,
      join(import.meta.dirname, 'sandbox.ts'),
      secrets.clientId,
      secrets.clientSecret,
      String(runtimes.length),
    ],
    { ipc: true },
  )
  processes.push(sandbox)
  const { urls } = JSON.parse(await firstLine(sandbox)) as { urls: string[] }
  const targets = new Map<SoakRuntime, RuntimeTarget>()
  for (const [index, runtime] of runtimes.entries()) {
    const sandboxUrl = urls[index] ?? ''
    const fleet = await startFleet(runtime, {
      root,
      folder,
      sandboxUrl,
      secrets,
      modeEnvironment,
      inspect: (line) => checkLeaks(`in the output of a worker on ${runtime}`, line, 'operator'),
      onStart: (running) => processes.push(running),
    })
    targets.set(runtime, { fleet, sandboxUrl })
  }

  const plans = Array.from({ length: flows }, (_, index) => createPlan(first + index, { seed, runtimes, mode }))
  const warmUp = Math.min(WARM_UP_FLOWS, Math.floor(flows / 2))
  const progress = createProgress(flows)
  const deadProcesses = () => processes.filter((running) => running.hasDied())
  const run = (part: typeof plans) =>
    runPlans(part, {
      targets,
      concurrency,
      secrets,
      openApplication,
      inspect: (plan, seen, audience) =>
        checkLeaks(
          `${audience === 'browser' ? 'in the browser' : 'in a response'} of flow ${plan.flow}`,
          seen,
          audience,
        ),
      onResult: (result) => {
        countFlow(counters, result, mode)
        progress.done()
      },
      shouldContinue: () => deadProcesses().length === 0,
    })

  const node = targets.get('node')
  const heapTarget = flows < MIN_FLOWS_FOR_HEAP ? undefined : node
  await run(plans.slice(0, warmUp))
  const heapBefore = heapTarget && deadProcesses().length === 0 ? await totalHeapBytes(heapTarget.fleet) : undefined
  await run(plans.slice(warmUp))
  const heapAfter = heapTarget && deadProcesses().length === 0 ? await totalHeapBytes(heapTarget.fleet) : undefined
  progress.end()

  const heapGrowthBytes = heapBefore === undefined || heapAfter === undefined ? null : heapAfter - heapBefore
  const loadTarget = targets.get('cloudflare') ?? node
  const load =
    loadSeconds === 0 || loadTarget === undefined || deadProcesses().length > 0
      ? null
      : await runLoad({
          worker: loadTarget.fleet.A,
          sandboxUrl: loadTarget.sandboxUrl,
          seconds: loadSeconds,
          prepareRequests: (worker, sandboxUrl) => prepareRequests(worker, sandboxUrl, secrets),
          inspect: (response) => checkLeaks('in a response under load', response, 'browser'),
        })
  const died = deadProcesses()
  const report = toReport(counters, { seed, mode, diedProcesses: died.length, heapGrowthBytes, load })
  const violations = [
    ...findViolations(report, flows),
    ...(counters.unexpected > 0 ? [`${counters.unexpected} flows without faults did not end as expected`] : []),
    ...died.map((running) => `${running.name} died:\n${running.lines.slice(-20).join('\n')}`),
  ]
  printResult(report, violations, counters.messages)
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`)
  return violations.length === 0 ? 0 : 1
}

function printResult(report: Report, violations: readonly string[], messages: readonly string[]): void {
  console.log(`\n${toTable(report)}\n`)
  for (const text of messages) console.log(`${text}\n`)
  if (violations.length === 0) {
    console.log('Every check passed.')
    return
  }
  for (const text of violations) console.log(`Failed: ${text}`)
  const runtime = options.runtimes.length === 1 ? ` --runtime ${options.runtimes[0]}` : ''
  console.log(
    `To replay one flow: npm run soak -- --through ${options.mode} --seed ${options.seed}${runtime} --first FLOW --flows 1 --load-seconds 0`,
  )
}
