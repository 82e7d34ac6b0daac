/**
 * How long it takes to start: the worker in workerd beside a bare Hono worker, and the imports on Node beside the
 * official SDK's.
 *
 * @module
 */
import { execute } from '../support/execute.ts'
import { ROOT } from '../tools/run.ts'
import { buildPackage, inFolder } from './build.ts'
import { compare, type Row, spread } from './figures.ts'
import { firstAnswer, listening, mainThreadMs } from './process.ts'
import { startProvider } from './provider.ts'
import { measurePairs, measureRounds, type Progress, pick, type Section } from './section.ts'
import { prepareSteps, type StepCall } from './steps.ts'
import { prepareWorker, type Spawn } from './workerd.ts'

/** Times the worker's start may be that of a bare one: of what both take beyond an empty worker. */
const LIMIT = { atMost: 3 }

export const startup: Section = {
  name: 'startup',
  about:
    'Start of the Cloudflare worker in workerd, as `wrangler deploy` bundles it, beside a bare Hono worker that calls the ' +
    'provider with plain `fetch`; and what an import costs on Node, beside the official SDK.',
  async measure({ pairs }, progress) {
    const [starts, firsts] = await measureWorkers(pairs, progress)
    return {
      tables: [
        { figure: 'from spawn, ms', ours: 'worker', theirs: 'bare Hono', rows: starts },
        { figure: 'CPU of the first request of all, ms', ours: 'ours', theirs: 'bare Hono', rows: firsts },
        { figure: 'import, ms', ours: 'ours', theirs: 'official SDK', rows: await measureImports(pairs, progress) },
      ],
      notes: [
        "Net is without the median of an empty worker in the same rounds, which is the start of workerd's own process. A platform " +
          'has that running and starts an isolate, so the limit is held against the net figures; with the process in both, the ' +
          'ratio is flattered.',
        'Where it is missed: the worker is compiled when it is loaded and built by its first request, since workerd allows no ' +
          'random values and no timers before one; a bare Hono worker is a tenth of its code with no key, no route of ours and ' +
          'nothing to read from its environment. What was left out of the code to make it smaller, and what that gained, is ' +
          'under size.',
        'The second table is the CPU time of the thread that the isolate runs on, in a fresh process that takes connections ' +
          'already; Linux only. The free plan of Workers allows 10 ms for a request: see scale.',
      ],
    }
  },
}

/** What is there after how long, in milliseconds from the spawn. */
interface Start {
  /** The first answer of all, of a route that does nothing. */
  readonly healthyMs: number
  /** The first answer that took a call to the provider, after the key was checked and the body read. */
  readonly workingMs: number
}

/** A request, and what it needs. */
interface Call {
  readonly path: string
  readonly init: RequestInit
}

/** The table of starts, and that of first requests. */
function measureWorkers(count: number, progress: Progress): Promise<readonly [Row[], Row[]]> {
  return inFolder(async (folder) => {
    const provider = await startProvider()
    try {
      const { steps, environments } = await prepareSteps(provider)
      const bundled = (name: string, environment: Readonly<Record<string, string>>) =>
        prepareWorker(folder, { name, entry: `test/bench/subjects/${name}.ts`, environment })
      const worker = await prepareWorker(folder, { name: 'worker', environment: environments.ours })
      const module = await bundled('ours', environments.ours)
      const plain = await bundled('plain', environments.plain)
      const empty = await bundled('empty', {})
      const complete = callOf(steps, 'complete, of the service')
      const rounds = await measureRounds(
        count,
        {
          ours: () => measureStart(worker, complete),
          theirs: () => measureStart(plain, complete),
          empty: () => measureStart(empty, complete),
        },
        progress,
      )
      const starts = (
        [
          ['to the first answer of `/healthz`', ({ healthyMs }) => healthyMs],
          ['to the first answer with a call to the provider', ({ workingMs }) => workingMs],
        ] as const satisfies [string, (start: Start) => number][]
      ).flatMap(([name, of]) => {
        const { median } = spread(rounds.map(({ empty }) => of(empty)))
        return [
          compare(`${name}, with the process`, pick(rounds, of)),
          compare(
            `${name}, net of ${median.toFixed(1)} for an empty worker`,
            pick(rounds, (start) => of(start) - median),
            LIMIT,
          ),
        ]
      })
      const firsts: Row[] = []
      for (const [name, ours, call] of [
        ['start, of the module', module, callOf(steps, 'start')],
        ['complete, of the service, in the worker', worker, complete],
      ] as const) {
        const subjects = { ours: () => measureFirst(ours, call), theirs: () => measureFirst(plain, call) }
        firsts.push(compare(name, await measurePairs(count, subjects, (line) => progress(`first ${name}, ${line}`))))
      }
      return [starts, firsts]
    } finally {
      await provider.close()
    }
  })
}

function callOf(steps: readonly StepCall[], name: string): Call {
  const call = steps.find(({ step }) => step === name)
  if (call === undefined) throw new Error(`Cannot measure: there is no step "${name}"`)
  return call
}

async function measureStart(spawn: Spawn, call: Call): Promise<Start> {
  const begin = performance.now()
  const { url, child, stop } = spawn()
  try {
    await firstAnswer(child, `${url}/healthz`)
    const healthyMs = performance.now() - begin
    await answerOf(url, call)
    return { healthyMs, workingMs: performance.now() - begin }
  } finally {
    await stop()
  }
}

/** CPU time of the request that finds the isolate cold, in milliseconds. */
async function measureFirst(spawn: Spawn, call: Call): Promise<number> {
  const { url, child, stop } = spawn()
  try {
    await listening(child, url)
    const before = await mainThreadMs(child.pid)
    await answerOf(url, call)
    return (await mainThreadMs(child.pid)) - before
  } finally {
    await stop()
  }
}

async function answerOf(url: string, { path, init }: Call): Promise<void> {
  const answer = await fetch(url + path, { redirect: 'manual', ...init })
  const text = await answer.text()
  if (answer.status >= 400) throw new Error(`Cannot measure: ${path} answered ${answer.status} ${text}`)
}

async function measureImports(count: number, progress: Progress): Promise<Row[]> {
  await buildPackage()
  const published = (file: string) => `./dist/package/${file}`
  const rows: Row[] = []
  for (const [name, file] of [
    ['the library', published('src/index.js')],
    ['the worker, with Hono', published('edge/worker/index.js')],
  ] as const) {
    const subjects = { ours: () => measureImport(file), theirs: () => measureImport('cronofy') }
    rows.push(compare(name, await measurePairs(count, subjects, (line) => progress(`import of ${name}, ${line}`))))
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
