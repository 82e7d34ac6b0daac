/**
 * Measures the growth of load and memory with connections and with incomplete requests, and calculates the cost in dollars.
 *
 * @module
 */
import type { ServerProcess } from '../scripts/server-process.ts'
import { withTempFolder } from './build.ts'
import { COST_NOTES, costTable, limitTable } from './cost.ts'
import { comparedRow, type Row } from './figures.ts'
import { callMany, measureRate, type Target } from './load.ts'
import { cpuMicroseconds, residentMiB, waitForResponse } from './process.ts'
import { type Provider, startProvider } from './provider.ts'
import { measurePairs, type Progress, pick, type Section } from './section.ts'
import { prepareSteps } from './steps.ts'
import { prepareNode, prepareWorker, type Spawn } from './workerd.ts'

const CONNECTIONS = [1, 8, 64, 256] as const

/** With more connections than a runtime can use, the rate may fall, and the CPU time of a response may rise, by this factor. */
const RATE_LIMIT = { atLeast: 0.75 }
const CPU_LIMIT = { atMost: 1.25 }

const WARM_UP_CALLS = 2000

/**
 * The numbers of requests that were begun and not completed. The first figure is read after the warm-up, because the resident memory
 * of workerd grows until about 20,000 calls.
 */
const OPEN_REQUESTS = [1, 1000, 100_000] as const
const MEMORY_WARM_UP_CALLS = 20_000

/** The worker stores nothing, so its memory must not grow. The runtime itself may vary by a tenth. */
const MEMORY_LIMIT = { atMost: 1.1 }

export const scale: Section = {
  name: 'scale',
  about:
    'Responses per second and the CPU time of each, over 1 to 256 connections, beside the same over 8. Memory with up to 100,000 ' +
    'requests that were begun and not completed, beside one. What one million flows a day cost.',
  async measure({ pairs, seconds }, progress) {
    const provider = await startProvider()
    try {
      const { rates, cpu } = await measureRates(provider, { count: pairs, seconds }, progress)
      const memory = await measureMemory(provider, progress)
      return {
        tables: [
          { figure: '`complete` per second', ours: 'at so many', theirs: 'at 8 connections', rows: rates },
          { figure: 'CPU of `complete`, µs', ours: 'at so many', theirs: 'at 8 connections', rows: cpu },
          { figure: 'memory, MiB', ours: 'with so many', theirs: 'with 1', rows: memory },
          costTable(),
          limitTable(),
        ],
        notes: [
          'The worker is one process on one core. The load and the replacement of Cronofy run on the same machine, and take a tenth of a ' +
            'core. Other work of the machine lowers the rate, but not the CPU time of a response. A platform starts as many isolates as ' +
            'it needs. They share nothing but the key.',
          `Memory is read after ${MEMORY_WARM_UP_CALLS.toLocaleString('en')} calls to warm up. On Node, it is the heap after two ` +
            'collections. In workerd, it is the whole process, including what was not collected yet.',
          ...COST_NOTES,
        ],
      }
    } finally {
      await provider.close()
    }
  },
}

/** Prepares `complete` of the service, which checks a key, a body, and a sealed request, and makes a call to Cronofy. */
async function prepareTarget(provider: Provider) {
  const { steps, environments } = await prepareSteps(provider)
  const complete = steps.find(({ path }) => path.endsWith('/complete'))
  if (complete === undefined) throw new Error('Cannot measure: there is no step for `complete`')
  const target = (url: string): Target => ({
    url: url + complete.path,
    headers: complete.init.headers as Record<string, string>,
    body: complete.init.body as string,
  })
  return { target, environment: environments.ours }
}

/** The results of a load. */
interface ServedLoad {
  readonly perSecond: number
  /** The CPU time of the whole process for each response, in microseconds. */
  readonly cpu: number
}

async function measureRates(
  provider: Provider,
  { count, seconds }: { count: number; seconds: number },
  progress: Progress,
): Promise<{ rates: Row[]; cpu: Row[] }> {
  const { target, environment } = await prepareTarget(provider)
  return withTempFolder(async (folder) => {
    const spawns: readonly (readonly [runtime: string, spawn: Spawn])[] = [
      ['Node', await prepareNode('ours', environment)],
      ['workerd', await prepareWorker(folder, { name: 'ours', entry: 'test/bench/subjects/ours.ts', environment })],
    ]
    const rates: Row[] = []
    const cpu: Row[] = []
    for (const [runtime, spawn] of spawns) {
      await withWorker(spawn, async ({ url, child }) => {
        const serve = async (connections: number): Promise<ServedLoad> => {
          const [cpuBefore, begin] = [await cpuMicroseconds(child.pid), performance.now()]
          const perSecond = await measureRate(target(url), connections, seconds / 2)
          const responses = (perSecond * (performance.now() - begin)) / 1000
          return { perSecond, cpu: ((await cpuMicroseconds(child.pid)) - cpuBefore) / responses }
        }
        await callMany(target(url), 8, WARM_UP_CALLS)
        for (const connections of CONNECTIONS) {
          const name = `${runtime}, ${connections} ${connections === 1 ? 'connection' : 'connections'}`
          const subjects = { ours: () => serve(connections), theirs: () => serve(8) }
          const pairs = await measurePairs(count, subjects, (line) => progress(`${name}, ${line}`))
          const [rateLimit, cpuLimit] = connections > 8 ? [RATE_LIMIT, CPU_LIMIT] : []
          rates.push(
            comparedRow(
              name,
              pick(pairs, ({ perSecond }) => perSecond),
              rateLimit,
            ),
          )
          cpu.push(
            comparedRow(
              name,
              pick(pairs, (served) => served.cpu),
              cpuLimit,
            ),
          )
        }
      })
    }
    return { rates, cpu }
  })
}

async function measureMemory(provider: Provider, progress: Progress): Promise<Row[]> {
  const { environments } = await prepareSteps(provider)
  return withTempFolder(async (folder) => {
    const environment = environments.ours
    const runtimes: readonly (readonly [
      what: string,
      spawn: Spawn,
      readMiB: (worker: ServerProcess) => Promise<number>,
    ])[] = [
      [
        'Node, heap after a collection',
        await prepareNode('ours', environment),
        async ({ url }) => Number(await (await fetch(`${url}/heap`)).text()) / 2 ** 20,
      ],
      [
        'workerd, resident',
        await prepareWorker(folder, { name: 'ours', entry: 'test/bench/subjects/ours.ts', environment }),
        ({ child }) => residentMiB(child.pid),
      ],
    ]
    const rows: Row[] = []
    for (const [what, spawn, readMiB] of runtimes) {
      await withWorker(spawn, async (worker) => {
        const start: Target = {
          url: `${worker.url}/permissions/start`,
          headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
          body: '{"all_calendars":true}',
        }
        await callMany(start, 8, MEMORY_WARM_UP_CALLS)
        let begun = 0
        let first: number | undefined
        for (const open of OPEN_REQUESTS) {
          await callMany(start, Math.min(8, open - begun), open - begun)
          begun = open
          const ours = await readMiB(worker)
          first ??= ours
          rows.push(comparedRow(`${what}, ${open.toLocaleString('en')} begun`, [{ ours, theirs: first }], MEMORY_LIMIT))
          progress(`${what}, ${open} begun`)
        }
      })
    }
    return rows
  })
}

async function withWorker<Result>(spawn: Spawn, run: (worker: ServerProcess) => Promise<Result>): Promise<Result> {
  const worker = spawn()
  try {
    await waitForResponse(worker.child, `${worker.url}/healthz`)
    return await run(worker)
  } finally {
    await worker.stop()
  }
}
