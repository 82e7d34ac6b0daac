/**
 * What our code costs on top of the provider's time: CPU time, beside a handler that makes the same calls and nothing else.
 *
 * @module
 */
import { join } from 'node:path'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'
import { withTempFolder } from './build.ts'
import { comparedRow, type Pair, type Row } from './figures.ts'
import { cpuMicroseconds, waitForResponse } from './process.ts'
import { CALENDARS, type Provider, startProvider } from './provider.ts'
import { measurePairs, type Progress, type Section } from './section.ts'
import { prepareSteps, type StepCall } from './steps.ts'
import { prepareNode, prepareWorker, type Spawn } from './workerd.ts'

/** Times our CPU time may be that of the other. */
const LIMIT = { atMost: 1.5 }

/** A runtime compiles what is called often: both are given the time for it. */
const WARM_UP_CALLS = 400
const CALLS = 800

/** At the same time, as an edge has them. */
const CONNECTIONS = 4

/** CPU time of a process so far, in microseconds. */
type ReadCpu = (worker: { url: string; child: { pid?: number | undefined } }) => Promise<number>

export const overhead: Section = {
  name: 'overhead',
  about:
    'CPU time in microseconds: of a step, beside a handler written by hand with Hono that makes the same calls with plain ' +
    '`fetch` and does nothing else (no seal, no check, no limit of time, no log); and of a call, beside plain `fetch`.',
  async measure({ pairs }, progress) {
    const provider = await startProvider()
    try {
      return {
        tables: [
          {
            figure: 'CPU of a step, µs',
            ours: 'ours',
            theirs: 'by hand',
            rows: [
              ...(await measureOnNode(provider, pairs, progress)),
              ...(await measureInWorkerd(provider, pairs, progress)),
            ],
          },
          {
            figure: 'CPU of `GET /v1/calendars` on Node, µs, through',
            ours: 'it',
            theirs: 'plain `fetch`',
            rows: await measureClients(provider, pairs, progress),
          },
        ],
        notes: [
          `${CALENDARS} calendars, ${CALLS} calls after ${WARM_UP_CALLS} to warm up. On Node by \`process.cpuUsage\`, in workerd by ` +
            '`/proc/PID/stat`: whole processes, garbage collection and compiler included.',
          'A step misses its limit. The handler by hand is one `fetch` or two; beside that we open or make a seal, make the key ' +
            'of each calendar (SHA-256), give each call a time limit and a size, check each answer, and set headers. Reading an ' +
            'answer piece by piece, making an answer of it again and `openapi-fetch` are over a third of what is left; under ' +
            'profile is what each costs, what was made faster, and what would be left to do.',
          "The client's call stands at its limit, on one side of it or the other from run to run. Above plain `fetch` is " +
            '`openapi-fetch`, which alone takes most of what the limit allows (second row) and is what types a call by the ' +
            'description; the rest ends a call in time and reads no more of an answer than it may. Tried and kept: see profile.',
        ],
      }
    } finally {
      await provider.close()
    }
  },
}

async function measureOnNode(provider: Provider, count: number, progress: Progress): Promise<Row[]> {
  const { steps, environments } = await prepareSteps(provider)
  const spawns = {
    ours: await prepareNode('ours', environments.ours),
    theirs: await prepareNode('plain', environments.plain),
  }
  const readCpu: ReadCpu = async ({ url }) => Number(await (await fetch(`${url}/cpu`)).json())
  return measureSteps({ runtime: 'Node', steps, spawns, readCpu }, count, progress)
}

function measureInWorkerd(provider: Provider, count: number, progress: Progress): Promise<Row[]> {
  return withTempFolder(async (folder) => {
    const { steps, environments } = await prepareSteps(provider)
    const prepare = (name: 'ours' | 'plain') =>
      prepareWorker(folder, { name, entry: `test/bench/subjects/${name}.ts`, environment: environments[name] })
    const spawns = { ours: await prepare('ours'), theirs: await prepare('plain') }
    return measureSteps(
      { runtime: 'workerd', steps, spawns, readCpu: ({ child }) => cpuMicroseconds(child.pid) },
      count,
      progress,
    )
  })
}

/** Both handlers, step by step. */
async function measureSteps(
  options: {
    runtime: string
    steps: readonly StepCall[]
    spawns: { ours: Spawn; theirs: Spawn }
    readCpu: ReadCpu
  },
  count: number,
  progress: Progress,
): Promise<Row[]> {
  const { runtime, steps, spawns, readCpu } = options
  const subjects = {
    ours: () => measureWorker(spawns.ours, steps, readCpu),
    theirs: () => measureWorker(spawns.theirs, steps, readCpu),
  }
  const pairs = await measurePairs(count, subjects, (line) => progress(`${runtime}, ${line}`))
  return steps.map(({ step }, index) => {
    const figures: Pair<number>[] = pairs.map(({ ours, theirs }) => ({
      ours: ours[index] ?? Number.NaN,
      theirs: theirs[index] ?? Number.NaN,
    }))
    return comparedRow(`${runtime}: ${step}`, figures, LIMIT)
  })
}

/** The CPU time of each step in a fresh process. */
async function measureWorker(spawn: Spawn, steps: readonly StepCall[], readCpu: ReadCpu): Promise<number[]> {
  const worker = spawn()
  try {
    await waitForResponse(worker.child, `${worker.url}/healthz`)
    const figures: number[] = []
    for (const step of steps) {
      await callMany(worker.url, step, WARM_UP_CALLS)
      const before = await readCpu(worker)
      await callMany(worker.url, step, CALLS)
      figures.push(((await readCpu(worker)) - before) / CALLS)
    }
    return figures
  } finally {
    await worker.stop()
  }
}

async function callMany(url: string, { path, init, status }: StepCall, count: number): Promise<void> {
  const callSome = async () => {
    for (let index = 0; index < count / CONNECTIONS; index++) {
      const response = await fetch(url + path, { redirect: 'manual', ...init })
      const text = await response.text()
      const location = response.headers.get('location') ?? ''
      if (response.status !== status || location.includes('permission_error')) {
        throw new Error(`Cannot measure: ${path} answered ${response.status} ${location} ${text}`)
      }
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, callSome))
}

async function measureClients(provider: Provider, count: number, progress: Progress): Promise<Row[]> {
  const run = async (name: string) => {
    const script = join(ROOT, 'test/bench/subjects/client-calls.ts')
    const args = [script, name, provider.url, String(WARM_UP_CALLS), String(CALLS)]
    const { code, output } = await execute(process.execPath, args)
    const cpu = Number(output)
    if (code !== 0 || !(cpu > 0)) throw new Error(`Cannot measure ${name}: ${output}`)
    return cpu
  }
  const rows: Row[] = []
  for (const [name, title] of [
    ['ours', "the library's client"],
    ['openapi-fetch', '`openapi-fetch` alone'],
    ['ky', '`ky`'],
    ['sdk', 'the official SDK'],
  ] as const) {
    const subjects = { ours: () => run(name), theirs: () => run('fetch') }
    const pairs = await measurePairs(count, subjects, (line) => progress(`${title}, ${line}`))
    rows.push(comparedRow(title, pairs, name === 'ours' ? LIMIT : undefined))
  }
  return rows
}
