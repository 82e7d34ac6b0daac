/**
 * Measures cold starts. It compares the worker with a bare Hono worker in workerd, and the imports with the official SDK on Node.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { execute } from '../helpers/child-process.ts'
import { toolPath } from '../scripts/install-tools.ts'
import { ROOT } from '../scripts/run.ts'
import { buildPackage, withTempFolder } from './build.ts'
import { comparedRow, measuredRow, type Row, toSpread } from './figures.ts'
import { mainThreadMs, waitForListening } from './process.ts'
import { startProvider } from './provider.ts'
import { measurePairs, measureRounds, type Progress, pick, type Section } from './section.ts'
import { prepareSteps, type StepCall } from './steps.ts'
import { prepareWorker, type Spawn } from './workerd.ts'

/** The limits of the first request's CPU time, as a multiple of a bare worker's. Both are net of an empty worker. */
const LIMITS = { step: { atMost: 2.5 }, health: { atMost: 2 } }

/** A URL instead of a name, because only the folder `test/bench` has this package. */
const OFFICIAL_SDK = pathToFileURL(toolPath('test/bench', 'cronofy/src/index.js')).href

/** The pause before the request, so that the CPU time of the load does not count for the request. */
const SETTLE_MS = 300

export const startup: Section = {
  name: 'startup',
  about:
    'The first request of an isolate, and its load before it, in workerd, as `wrangler deploy` bundles the worker, beside a bare Hono ' +
    'worker that calls Cronofy with plain `fetch`; and what an import costs on Node, beside the official SDK.',
  async measure({ pairs }, progress) {
    const { first, load } = await measureWorkers(pairs, progress)
    return {
      tables: [
        {
          figure: 'CPU of the first request, net of an empty worker, ms',
          ours: 'ours',
          theirs: 'bare Hono',
          rows: first,
        },
        {
          figure: 'CPU of the load before it, net of an empty worker',
          ours: 'ms',
          rows: load,
        },
        { figure: 'import, ms', ours: 'ours', theirs: 'official SDK', rows: await measureImports(pairs, progress) },
      ],
      notes: [
        'CPU time of the thread that the isolate runs on, in a fresh process for each figure (Linux only). Net is without the median of ' +
          'an empty worker, which does the same request, in the same rounds. The free plan of Workers allows 10 ms of CPU for a request; ' +
          'the load before it has a limit of its own (1 s).',
        'The worker, the service, and the module are created when they are loaded, from the environment of `cloudflare:workers`. Of a ' +
          'first request, most is V8 compiling each function at its first call, and running it in the interpreter. There is more of that ' +
          'than in the bare worker: the seal, the checks of the response, the limits of time and size, and the log.',
      ],
    }
  },
}

/** A request. */
interface Call {
  readonly path: string
  readonly init: RequestInit
}

/** CPU time in milliseconds. */
interface FirstRequest {
  /** The CPU time from the start of the process until it waits for a request. */
  readonly load: number
  readonly request: number
}

const HEALTH: Call = { path: '/healthz', init: {} }

/** Measures the load and the first request of each worker, in rounds with a bare and an empty worker. */
function measureWorkers(count: number, progress: Progress): Promise<Readonly<Record<'first' | 'load', Row[]>>> {
  return withTempFolder(async (folder) => {
    const provider = await startProvider()
    try {
      const { steps, environments } = await prepareSteps(provider)
      const bundled = (name: string, environment: Readonly<Record<string, string>>) =>
        prepareWorker(folder, { name, entry: `test/bench/subjects/${name}.ts`, environment })
      const worker = await prepareWorker(folder, { name: 'worker', environment: environments.ours })
      const module = await bundled('module', environments.ours)
      const service = await bundled('service', environments.ours)
      const plain = await bundled('plain', environments.plain)
      const empty = await bundled('empty', {})
      const complete = findCall(steps, 'complete, of the service')
      const first: Row[] = []
      const load: Row[] = []
      const bareLoads: number[] = []
      for (const { name, ours, call, limit } of [
        { name: '`start` of the module', ours: module, call: findCall(steps, 'start'), limit: LIMITS.step },
        { name: '`complete` of the service worker', ours: service, call: complete, limit: LIMITS.step },
        { name: '`complete` of the whole worker', ours: worker, call: complete, limit: LIMITS.step },
        { name: '`/healthz` of the whole worker', ours: worker, call: HEALTH, limit: LIMITS.health },
      ]) {
        const subjects = {
          ours: () => measureFirst(ours, call),
          theirs: () => measureFirst(plain, call),
          empty: () => measureFirst(empty, call),
        }
        const rounds = await measureRounds(count, subjects, (line) => progress(`${name}, ${line}`))
        const net = (key: keyof FirstRequest) => {
          const { median } = toSpread(rounds.map((round) => round.empty[key]))
          return pick(rounds, (figure) => figure[key] - median)
        }
        first.push(comparedRow(name, net('request'), limit))
        const loads = net('load')
        load.push(
          measuredRow(
            `ours: ${name}`,
            loads.map(({ ours }) => ours),
          ),
        )
        bareLoads.push(...loads.map(({ theirs }) => theirs))
      }
      return { first, load: [...load, measuredRow('bare Hono', bareLoads)] }
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

async function measureFirst(spawn: Spawn, call: Call): Promise<FirstRequest> {
  const { url, child, stop } = spawn()
  try {
    await waitForListening(child, url)
    await sleep(SETTLE_MS)
    const load = await mainThreadMs(child.pid)
    await callOnce(url, call)
    return { load, request: (await mainThreadMs(child.pid)) - load }
  } finally {
    await stop()
  }
}

async function callOnce(url: string, { path, init }: Call): Promise<void> {
  const response = await fetch(url + path, { redirect: 'manual', ...init })
  const text = await response.text()
  if (response.status >= 400) throw new Error(`Cannot measure: ${path} responded with ${response.status} ${text}`)
}

async function measureImports(count: number, progress: Progress): Promise<Row[]> {
  await buildPackage()
  const packagePath = (file: string) => `./dist/package/${file}`
  const rows: Row[] = []
  for (const [name, file] of [
    ['the library', packagePath('src/index.js')],
    ['the worker, with Hono', packagePath('edge/worker/index.js')],
  ] as const) {
    const subjects = { ours: () => measureImport(file), theirs: () => measureImport(OFFICIAL_SDK) }
    rows.push(comparedRow(name, await measurePairs(count, subjects, (line) => progress(`import of ${name}, ${line}`))))
  }
  return rows
}

/** Measures the time of `import()` in a new process. */
async function measureImport(name: string): Promise<number> {
  const script = `const begin = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - begin)`
  const { code, output } = await execute(process.execPath, ['--input-type=module', '--eval', script])
  const ms = Number(output)
  if (code !== 0 || !(ms > 0)) throw new Error(`Cannot import ${name} in ${ROOT}: ${output}`)
  return ms
}
