/**
 * Measures the CPU time of our code, and compares it with handlers that are written by hand.
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
import { measurePairs, measureRounds, type Progress, type Section } from './section.ts'
import { prepareSteps, type StepCall } from './steps.ts'
import { prepareNode, prepareWorker, type Spawn } from './workerd.ts'

/** The limits of our CPU time, as a multiple of the bare handler's (the same calls, nothing else) and the careful one's (the same work). */
const STEP_LIMITS = { plain: { atMost: 1.8 }, careful: { atMost: 1.15 } }

/** The limit of the CPU time of a call with the client, as a multiple of that of plain `fetch`. */
const CALL_LIMIT = { atMost: 1.5 }

/** Calls before the measurement, because a runtime first compiles functions that are called often. */
const WARM_UP_CALLS = 400
const CALLS = 800

/** Calls at the same time, as in an edge runtime. */
const CONNECTIONS = 4

/** Reads the CPU time of a process so far, in microseconds. */
type ReadCpu = (worker: { url: string; child: { pid?: number | undefined } }) => Promise<number>

export const overhead: Section = {
  name: 'overhead',
  about:
    'CPU time in microseconds of a step, beside two handlers written by hand with Hono: a bare one, which makes the same calls with ' +
    'plain `fetch` and nothing else, and a careful one, which does the same work (`test/bench/subjects/careful.ts`). And of a call, ' +
    'beside plain `fetch`.',
  async measure({ pairs }, progress) {
    const provider = await startProvider()
    try {
      const onNode = await measureOnNode(provider, pairs, progress)
      const inWorkerd = await measureInWorkerd(provider, pairs, progress)
      return {
        tables: [
          {
            figure: 'CPU of a step, µs',
            ours: 'ours',
            theirs: 'bare',
            rows: [...onNode.plain, ...inWorkerd.plain],
          },
          {
            figure: 'CPU of a step, µs',
            ours: 'ours',
            theirs: 'careful',
            rows: [...onNode.careful, ...inWorkerd.careful],
          },
          {
            figure: 'CPU of `GET /v1/calendars` on Node, µs, through',
            ours: 'it',
            theirs: 'plain `fetch`',
            rows: await measureClients(provider, pairs, progress),
          },
        ],
        notes: [
          `${CALENDARS} calendars, ${CALLS} calls after ${WARM_UP_CALLS} to warm up. All three handlers are measured in each round. On ` +
            'Node by `process.cpuUsage`, in workerd by `/proc/PID/stat`: whole processes, garbage collection and compiler included.',
          'The bare handler is one `fetch` or two. The careful one also seals with `jose`, limits each call in time and size, checks ' +
            'the responses, digests the calendars (SHA-256), checks the origin, the API key, and the body, sets security headers, and ' +
            'logs a line. It has no retries, no events, no error pages, one data center, and no types from the description.',
        ],
      }
    } finally {
      await provider.close()
    }
  },
}

/** The rows for each handler that ours is compared with. */
type StepRows = Record<keyof typeof STEP_LIMITS, Row[]>

/** The functions that start the handlers. */
type Spawns = Record<'ours' | keyof typeof STEP_LIMITS, Spawn>

async function measureOnNode(provider: Provider, count: number, progress: Progress): Promise<StepRows> {
  const prepared = await prepareSteps(provider)
  const { environments } = prepared
  const spawns = {
    ours: await prepareNode('ours', environments.ours),
    plain: await prepareNode('plain', environments.plain),
    careful: await prepareNode('careful', environments.careful),
  }
  const readCpu: ReadCpu = async ({ url }) => Number(await (await fetch(`${url}/cpu`)).json())
  return measureSteps({ runtime: 'Node', prepared, spawns, readCpu }, count, progress)
}

function measureInWorkerd(provider: Provider, count: number, progress: Progress): Promise<StepRows> {
  return withTempFolder(async (folder) => {
    const prepared = await prepareSteps(provider)
    const prepare = (name: keyof Spawns) =>
      prepareWorker(folder, {
        name,
        entry: `test/bench/subjects/${name}.ts`,
        environment: prepared.environments[name],
      })
    const spawns = { ours: await prepare('ours'), plain: await prepare('plain'), careful: await prepare('careful') }
    const readCpu: ReadCpu = ({ child }) => cpuMicroseconds(child.pid)
    return measureSteps({ runtime: 'workerd', prepared, spawns, readCpu }, count, progress)
  })
}

/** Measures all handlers for each step. */
async function measureSteps(
  options: {
    runtime: string
    prepared: Pick<Awaited<ReturnType<typeof prepareSteps>>, 'steps' | 'carefulSteps'>
    spawns: Spawns
    readCpu: ReadCpu
  },
  count: number,
  progress: Progress,
): Promise<StepRows> {
  const { runtime, prepared, spawns, readCpu } = options
  const { steps, carefulSteps } = prepared
  const subjects = {
    ours: () => measureWorker(spawns.ours, steps, readCpu),
    plain: () => measureWorker(spawns.plain, steps, readCpu),
    careful: () => measureWorker(spawns.careful, carefulSteps, readCpu),
  }
  const rounds = await measureRounds(count, subjects, (line) => progress(`${runtime}, ${line}`))
  const rowsBeside = (name: keyof typeof STEP_LIMITS): Row[] =>
    steps.map(({ step }, index) => {
      const figures: Pair<number>[] = rounds.map((round) => ({
        ours: round.ours[index] ?? Number.NaN,
        theirs: round[name][index] ?? Number.NaN,
      }))
      return comparedRow(`${runtime}: ${step}`, figures, STEP_LIMITS[name])
    })
  return { plain: rowsBeside('plain'), careful: rowsBeside('careful') }
}

/** Measures the CPU time of each step in a new process. */
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

async function callMany(url: string, { path, init }: StepCall, count: number): Promise<void> {
  const callSome = async () => {
    for (let index = 0; index < count / CONNECTIONS; index++) {
      const response = await fetch(url + path, { redirect: 'manual', ...init })
      const text = await response.text()
      const location = response.headers.get('location') ?? ''
      if (response.status >= 400 || location.includes('permission_error')) {
        throw new Error(`Cannot measure: ${path} responded with ${response.status} ${location} ${text}`)
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
    rows.push(comparedRow(title, pairs, name === 'ours' ? CALL_LIMIT : undefined))
  }
  return rows
}
