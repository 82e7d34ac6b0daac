/**
 * How long it takes to start: the worker in workerd beside a bare Hono worker, and the imports on Node beside the
 * official SDK's.
 *
 * @module
 */
import { execute } from '../support/execute.ts'
import { newKey } from '../tools/key.ts'
import { ROOT } from '../tools/run.ts'
import { buildPackage, inFolder } from './build.ts'
import { compare, type Row } from './figures.ts'
import { firstAnswer } from './process.ts'
import { GRANTED_TOKEN, startProvider } from './provider.ts'
import { measurePairs, type Progress, pick, type Section } from './section.ts'
import { prepareWorker, type Spawn } from './workerd.ts'

/** Times the worker's start may be that of a bare one. */
const LIMIT = { atMost: 3 }

export const startup: Section = {
  name: 'startup',
  about:
    'Start of the Cloudflare worker in workerd, as `wrangler deploy` bundles it, beside a bare Hono worker that calls the ' +
    'provider with plain `fetch`; and what an import costs on Node, beside the official SDK.',
  async measure({ pairs }, progress) {
    return {
      tables: [
        { figure: 'from spawn, ms', ours: 'worker', theirs: 'bare Hono', rows: await measureWorkers(pairs, progress) },
        { figure: 'import, ms', ours: 'ours', theirs: 'official SDK', rows: await measureImports(pairs, progress) },
      ],
      notes: ['Both times of the first table have the start of workerd itself in them.'],
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

function measureWorkers(count: number, progress: Progress): Promise<Row[]> {
  return inFolder(async (folder) => {
    const provider = await startProvider()
    try {
      const key = newKey()
      const ours = await prepareWorker(folder, {
        name: 'ours',
        environment: {
          PUBLIC_URL: 'http://localhost:8787',
          SEALING_KEYS: newKey(),
          API_KEYS: `backend:${key}`,
          RETURN_URLS: 'https://app.example.com/settings',
          SANDBOX_URL: provider.url,
        },
      })
      const theirs = await prepareWorker(folder, {
        name: 'plain',
        entry: 'test/bench/subjects/plain.ts',
        environment: { PROVIDER: `${provider.url}/us`, RETURN_URL: 'https://app.example.com/permissions/return' },
      })
      const call = (path: string, body: object) => ({
        path,
        init: {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        },
      })
      const token = { access_token: GRANTED_TOKEN }
      const pairs = await measurePairs(
        count,
        {
          ours: () => measureStart(ours, call('/permissions/read', { data_center: 'us', ...token })),
          theirs: () => measureStart(theirs, call('/permission-requests/complete', token)),
        },
        progress,
      )
      return [
        compare(
          'to the first answer of `/healthz`',
          pick(pairs, ({ healthyMs }) => healthyMs),
          LIMIT,
        ),
        compare(
          'to the first answer with a call to the provider',
          pick(pairs, ({ workingMs }) => workingMs),
          LIMIT,
        ),
      ]
    } finally {
      await provider.close()
    }
  })
}

async function measureStart(spawn: Spawn, call: { path: string; init: RequestInit }): Promise<Start> {
  const begin = performance.now()
  const { url, child, stop } = spawn()
  try {
    await firstAnswer(child, `${url}/healthz`)
    const healthyMs = performance.now() - begin
    const answer = await fetch(url + call.path, call.init)
    if (!answer.ok) throw new Error(`Cannot measure: ${call.path} answered ${answer.status} ${await answer.text()}`)
    await answer.arrayBuffer()
    return { healthyMs, workingMs: performance.now() - begin }
  } finally {
    await stop()
  }
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
