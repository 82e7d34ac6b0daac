/**
 * `npm run soak -- --flows N --seed S --through module|service --json FILE`: random people, decisions, data centers, key
 * rotations and faults, through the worker over real sockets, on Node and in workerd; and every word of the worker held
 * against the sandbox's own books.
 *
 * @module
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count, createTally, tell } from './counters.ts'
import { createLeakFinder, type Reader } from './leaks.ts'
import { runLoad } from './load.ts'
import { THROUGH } from './modes.ts'
import { readOptions, type SoakOptions, type SoakRuntime } from './options.ts'
import { createPlan } from './plan.ts'
import { firstLine, type Running, start } from './processes.ts'
import { createProgress } from './progress.ts'
import { brokenPromises, type Report, toReport, toTable } from './report.ts'
import { runLanes, type Side } from './run-plans.ts'
import { createSecrets, heapOf, startFleet } from './workers.ts'

/** How many flows there are before heaps are measured for the first time: until then they shrink, by some megabytes. */
const WARM_UP_FLOWS = 2000

/** Fewer say nothing of a heap, and to measure one takes twelve seconds. */
const HEAP_FROM_FLOWS = 200

const options = readOptions(process.argv.slice(2))
const folder = await mkdtemp(join(tmpdir(), 'soak-'))
const processes: Running[] = []
let isBrokenOff = false
// A run that is broken off must leave nothing behind: workerd notices no parent's end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, async () => {
    console.log(`Broken off by ${signal}`)
    isBrokenOff = true
    await tidy()
    process.exit(1)
  })
}
try {
  process.exitCode = await soak(options)
} catch (error) {
  // What is broken off fails for that reason alone.
  if (!isBrokenOff) throw error
} finally {
  await tidy()
}

async function tidy(): Promise<void> {
  await Promise.all(processes.map((running) => running.stop()))
  await rm(folder, { recursive: true, force: true })
}

async function soak({
  flows,
  seed,
  through,
  first,
  runtimes,
  concurrency,
  loadSeconds,
  root,
  json,
}: SoakOptions): Promise<number> {
  const { openApplication, prepareQuestions, settings } = THROUGH[through]
  const secrets = createSecrets()
  const findLeak = createLeakFinder(secrets)
  const tally = createTally()
  const leaked = (where: string, text: string, reader: Reader) => {
    const found = findLeak(text, reader)
    if (found === undefined) return
    tally.leaks += 1
    tell(tally, `leak of ${found} ${where}`)
  }

  const sandbox = start(
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
  const sides = new Map<SoakRuntime, Side>()
  for (const [index, runtime] of runtimes.entries()) {
    const sandboxUrl = urls[index] ?? ''
    const fleet = await startFleet(runtime, {
      root,
      folder,
      sandboxUrl,
      secrets,
      settings,
      inspect: (line) => leaked(`in the output of a worker on ${runtime}`, line, 'operator'),
      started: (running) => processes.push(running),
    })
    sides.set(runtime, { fleet, sandboxUrl })
  }

  const plans = Array.from({ length: flows }, (_, index) => createPlan(seed, first + index, runtimes))
  const warmUp = Math.min(WARM_UP_FLOWS, Math.floor(flows / 2))
  const progress = createProgress(flows)
  const died = () => processes.filter((running) => running.hasDied())
  const run = (part: typeof plans) =>
    runLanes(part, {
      sides,
      concurrency,
      secrets,
      openApplication,
      inspect: (plan, answer, reader) => leaked(`in an answer to flow ${plan.flow}`, answer, reader),
      done: (result) => {
        count(tally, result)
        progress.done()
      },
      goesOn: () => died().length === 0,
    })

  const node = sides.get('node')
  const measured = flows < HEAP_FROM_FLOWS ? undefined : node
  await run(plans.slice(0, warmUp))
  const heapBefore = measured && died().length === 0 ? await heapOf(measured.fleet) : undefined
  await run(plans.slice(warmUp))
  const heapAfter = measured && died().length === 0 ? await heapOf(measured.fleet) : undefined
  progress.end()

  const heapGrowthBytes = heapBefore === undefined || heapAfter === undefined ? null : heapAfter - heapBefore
  const loaded = sides.get('cloudflare') ?? node
  const load =
    loadSeconds === 0 || loaded === undefined || died().length > 0
      ? null
      : await runLoad({
          worker: loaded.fleet.A,
          sandboxUrl: loaded.sandboxUrl,
          seconds: loadSeconds,
          prepareQuestions: (worker, sandboxUrl) => prepareQuestions(worker, sandboxUrl, secrets),
          inspect: (answer) => leaked('in an answer under load', answer, 'person'),
        })
  const report = toReport(tally, { seed, through, heapGrowthBytes, load })
  const broken = [
    ...brokenPromises(report, flows),
    ...(tally.unexpected > 0 ? [`${tally.unexpected} flows without faults did not end as they have to`] : []),
    ...died().map((running) => `${running.name} died:\n${running.lines.slice(-20).join('\n')}`),
  ]
  conclude(report, broken, tally.told)
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`)
  return broken.length === 0 ? 0 : 1
}

function conclude(report: Report, broken: readonly string[], told: readonly string[]): void {
  console.log(`\n${toTable(report)}\n`)
  for (const text of told) console.log(`${text}\n`)
  if (broken.length === 0) {
    console.log('Every promise was kept.')
    return
  }
  for (const text of broken) console.log(`Broken: ${text}`)
  const runtime = options.runtimes.length === 1 ? ` --runtime ${options.runtimes[0]}` : ''
  console.log(
    `To replay one flow: npm run soak -- --through ${options.through} --seed ${options.seed}${runtime} --first FLOW --flows 1 --load-seconds 0`,
  )
}
