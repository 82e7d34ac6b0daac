/**
 * How long it takes to start: the worker in workerd beside a bare Hono worker, and the imports on Node beside the
 * official SDK's.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'
import { buildPackage, withTempFolder } from './build.ts'
import { comparedRow, type Row, toSpread } from './figures.ts'
import { mainThreadMs, waitForListening, waitForResponse } from './process.ts'
import { startProvider } from './provider.ts'
import { measurePairs, measureRounds, type Progress, pick, type Section } from './section.ts'
import { prepareSteps, type StepCall } from './steps.ts'
import { prepareWorker, type Spawn } from './workerd.ts'

/** Times the worker's start may be that of a bare one: of what both take beyond an empty worker. */
const LIMIT = { atMost: 3 }

/** What is loaded before there is a request is not the request's. */
const SETTLE_MS = 300

export const startup: Section = {
  name: 'startup',
  about:
    'Start of the Cloudflare worker in workerd, as `wrangler deploy` bundles it, beside a bare Hono worker that calls the ' +
    'provider with plain `fetch`; and what an import costs on Node, beside the official SDK.',
  async measure({ pairs }, progress) {
    const { starts, net, firstRequests } = await measureWorkers(pairs, progress)
    return {
      tables: [
        { figure: 'from spawn, with the process, ms', ours: 'worker', theirs: 'bare Hono', rows: starts },
        { figure: 'CPU from spawn, net of an empty worker, ms', ours: 'worker', theirs: 'bare Hono', rows: net },
        { figure: 'CPU of the first request of all, ms', ours: 'ours', theirs: 'bare Hono', rows: firstRequests },
        { figure: 'import, ms', ours: 'ours', theirs: 'official SDK', rows: await measureImports(pairs, progress) },
      ],
      notes: [
        "Net is without the median of an empty worker in the same rounds, which is the start of workerd's own process. A platform " +
          'has that running and starts an isolate, so the limit is held against the net figures; with the process in both, the ' +
          'ratio is flattered. Net figures are CPU time of the thread that the isolate runs on: a bare worker takes a few ' +
          'milliseconds, less than what a busy machine adds here or there.',
        'Where the limit is missed: the worker is compiled when it is loaded, and built by its first request, since workerd ' +
          'allows no random values and no timers before one. A bare Hono worker is a tenth of its code, and has no configuration ' +
          'to read and no key to import. What takes how much of the code, and what was tried to make it less, is under size.',
        'A first request of all is the CPU time of the same thread, in a fresh process that takes connections already (Linux ' +
          'only, as the net figures). The free plan of Workers allows 10 ms for a request: see scale.',
      ],
    }
  },
}

/** What is there after how long, from the spawn. */
interface StartTimes {
  /** The first answer of all, of a route that does nothing. */
  readonly healthy: Elapsed
  /** The first answer that took a call to the provider, after the key was checked and the body read. */
  readonly working: Elapsed
}

interface Elapsed {
  readonly ms: number
  /** CPU time of the thread that the isolate runs on, in milliseconds: what else the machine does is not in it. */
  readonly cpuMs: number
}

/** A request, and what it needs. */
interface Call {
  readonly path: string
  readonly init: RequestInit
}

/** Starts with workerd's own process, starts without it, and first requests. */
function measureWorkers(
  count: number,
  progress: Progress,
): Promise<Readonly<Record<'starts' | 'net' | 'firstRequests', Row[]>>> {
  return withTempFolder(async (folder) => {
    const provider = await startProvider()
    try {
      const { steps, environments } = await prepareSteps(provider)
      const bundled = (name: string, environment: Readonly<Record<string, string>>) =>
        prepareWorker(folder, { name, entry: `test/bench/subjects/${name}.ts`, environment })
      const worker = await prepareWorker(folder, { name: 'worker', environment: environments.ours })
      const module = await bundled('ours', environments.ours)
      const plain = await bundled('plain', environments.plain)
      const empty = await bundled('empty', {})
      const complete = findCall(steps, 'complete, of the service')
      const rounds = await measureRounds(
        count,
        {
          ours: () => measureStart(worker, complete),
          theirs: () => measureStart(plain, complete),
          empty: () => measureStart(empty, complete),
        },
        progress,
      )
      const responses = [
        ['to the first answer of `/healthz`', 'healthy'],
        ['to the first answer with a call to the provider', 'working'],
      ] as const
      const starts = responses.map(([name, key]) =>
        comparedRow(
          name,
          pick(rounds, (start) => start[key].ms),
        ),
      )
      const net = responses.map(([name, key]) => {
        const { median } = toSpread(rounds.map(({ empty }) => empty[key].cpuMs))
        return comparedRow(
          `${name}, without ${median.toFixed(1)}`,
          pick(rounds, (start) => start[key].cpuMs - median),
          LIMIT,
        )
      })
      const firstRequests: Row[] = []
      for (const [name, ours, call] of [
        ['start, of the module', module, findCall(steps, 'start')],
        ['complete, of the service, in the worker', worker, complete],
      ] as const) {
        const subjects = { ours: () => measureFirst(ours, call), theirs: () => measureFirst(plain, call) }
        firstRequests.push(
          comparedRow(name, await measurePairs(count, subjects, (line) => progress(`first ${name}, ${line}`))),
        )
      }
      return { starts, net, firstRequests }
    } finally {
      await provider.close()
    }
  })
}

function findCall(steps: readonly StepCall[], name: string): Call {
  const call = steps.find(({ step }) => step === name)
  if (call === undefined) throw new Error(`Cannot measure: there is no step "${name}"`)
  return call
}

async function measureStart(spawn: Spawn, call: Call): Promise<StartTimes> {
  const begin = performance.now()
  const { url, child, stop } = spawn()
  try {
    const elapsed = async (): Promise<Elapsed> => ({
      ms: performance.now() - begin,
      cpuMs: await mainThreadMs(child.pid),
    })
    await waitForResponse(child, `${url}/healthz`)
    const healthy = await elapsed()
    await callOnce(url, call)
    return { healthy, working: await elapsed() }
  } finally {
    await stop()
  }
}

/** CPU time of the request that finds the isolate cold, in milliseconds. */
async function measureFirst(spawn: Spawn, call: Call): Promise<number> {
  const { url, child, stop } = spawn()
  try {
    await waitForListening(child, url)
    await sleep(SETTLE_MS)
    const before = await mainThreadMs(child.pid)
    await callOnce(url, call)
    return (await mainThreadMs(child.pid)) - before
  } finally {
    await stop()
  }
}

async function callOnce(url: string, { path, init }: Call): Promise<void> {
  const response = await fetch(url + path, { redirect: 'manual', ...init })
  const text = await response.text()
  if (response.status >= 400) throw new Error(`Cannot measure: ${path} answered ${response.status} ${text}`)
}

async function measureImports(count: number, progress: Progress): Promise<Row[]> {
  await buildPackage()
  const packagePath = (file: string) => `./dist/package/${file}`
  const rows: Row[] = []
  for (const [name, file] of [
    ['the library', packagePath('src/index.js')],
    ['the worker, with Hono', packagePath('edge/worker/index.js')],
  ] as const) {
    const subjects = { ours: () => measureImport(file), theirs: () => measureImport('cronofy') }
    rows.push(comparedRow(name, await measurePairs(count, subjects, (line) => progress(`import of ${name}, ${line}`))))
  }
  return rows
}

/** What `import()` takes in a process that has done nothing before. */
async function measureImport(name: string): Promise<number> {
  const script = `const begin = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - begin)`
  const { code, output } = await execute(process.execPath, ['--input-type=module', '--eval', script])
  const ms = Number(output)
  if (code !== 0 || !(ms > 0)) throw new Error(`Cannot import ${name} in ${ROOT}: ${output}`)
  return ms
}
