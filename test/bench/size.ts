/**
 * Measures the size of the deployed code, and the share of each of its parts.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../scripts/run.ts'
import { bundleWorker } from '../soak/workerd.ts'
import { withTempFolder } from './build.ts'
import { type Bundle, bundle, toGzippedKb } from './bundle.ts'
import { measuredRow, type Row } from './figures.ts'
import type { Section } from './section.ts'

/** A part of this project that applications bundle. */
interface OurBundle {
  readonly name: string
  readonly script: string
  /** The limit in gzipped kilobytes. Absent if there is none. */
  readonly limit?: number
  /** The reason why the limit is exceeded, if it is. */
  readonly knownExcess?: { readonly reason: string }
}

/** Returns the code that mounts the module as in the README, in an application with one of Hono's presets. */
const moduleScript = (preset: 'hono' | 'hono/tiny') => `
import { Hono } from '${preset}'
import { extendedPermissions } from './edge/worker/module.ts'
import { createKeyRing } from './src/index.ts'
const app = new Hono()
app.route('/permissions', extendedPermissions({
  redirectUri: 'https://app.example.com/permissions/return', allowedReturnUrls: ['https://app.example.com/settings'],
  keys: createKeyRing([KEY]), getAccount: (c) => c.get('account'), onOutcome: (c, outcome) => c.set('outcome', outcome),
}))
export default app`

const WORKER =
  "import { createFetchHandler } from './edge/worker/index.ts'; export default { fetch: createFetchHandler() }"
const SERVICE = `import { createServiceFetchHandler } from './edge/worker/service-worker.ts'
export default { fetch: createServiceFetchHandler() }`
const CLIENT = "export { createClient } from './src/index.ts'"

/** The bundles with their scripts and limits. */
export const OUR_BUNDLES: readonly OurBundle[] = [
  {
    name: "the library's client",
    script: CLIENT,
    limit: 6.5,
    knownExcess: {
      reason:
        'It would be met without `openapi-fetch` (last table). It stays, because it gives paths, parameters, and responses their ' +
        'types from the description. The rest is limits of time and size, retries, checks of responses, and error messages.',
    },
  },
  {
    name: '`begin` and `complete`, with everything',
    script: "export { begin, complete, createClient, createKeyRing, parseReturnUrl } from './src/index.ts'",
    limit: 18,
    knownExcess: {
      reason:
        'It would be met without `jose` (last table), with a seal of our own and Web Crypto in its place. `jose` stays, because a ' +
        'library that is reviewed and maintained is worth more here than 9 kB. Only its encryption, without its JWT, saves 1.5.',
    },
  },
  {
    name: '`createPermissionHandler`, with a client and keys',
    script: `export { createClient, createKeyRing } from './src/index.ts'
      export { createPermissionHandler } from './src/handler/index.ts'`,
  },
  {
    name: 'both handlers and `createTokenManager`, with a client and keys',
    script: `export { createClient, createKeyRing, createTokenManager } from './src/index.ts'
      export { createConnectHandler, createPermissionHandler } from './src/handler/index.ts'`,
  },
  {
    name: 'the module, mounted in an app of `hono/tiny`',
    script: moduleScript('hono/tiny'),
    limit: 30,
    knownExcess: { reason: 'It would nearly be met without `jose` (last table).' },
  },
  {
    name: 'the module, mounted in an app of `hono`',
    script: moduleScript('hono'),
    limit: 30,
    knownExcess: { reason: 'What exceeds the row before is the router of the app, which an application has anyway.' },
  },
  {
    name: 'the service worker, in English',
    script: SERVICE,
    limit: 36,
    knownExcess: {
      reason:
        'The limit was set before the service had connections and pages of its own: `oauth4webapi`, the pages with their texts and ' +
        'their stylesheet, and the choice of calendars came with them.',
    },
  },
  {
    name: 'the whole worker, in English',
    script: WORKER,
    limit: 60,
    knownExcess: {
      reason:
        'No single part in the last table makes up for it. The service and the connect app need most of them, and a library in place of ' +
        'own code is worth its size here.',
    },
  },
  {
    name: 'the whole worker, in English and German',
    script: "export { default } from './edge/worker/entries/cloudflare.ts'",
  },
]

/** The uploads of `wrangler deploy`: all code in one file, including code that is loaded on demand. */
const UPLOADS: readonly { name: string; entry?: string }[] = [
  { name: 'the worker as it is published, in English and German' },
  { name: 'the service worker, in English', entry: 'test/bench/subjects/service.ts' },
  { name: 'the module, mounted in an app of `hono`', entry: 'test/bench/subjects/module.ts' },
]

/** Parts that are left out, one at a time, to measure their share. */
const WITHOUT_PART: readonly { whole: string; script: string; part: string; without: readonly string[] }[] = [
  { whole: "the library's client", script: CLIENT, part: '`openapi-fetch`', without: ['openapi-fetch'] },
  {
    whole: '`begin` and `complete`',
    script: "export { begin, complete, createClient, createKeyRing, parseReturnUrl } from './src/index.ts'",
    part: '`jose`',
    without: ['jose'],
  },
  { whole: 'the module, in `hono/tiny`', script: moduleScript('hono/tiny'), part: '`jose`', without: ['jose'] },
  ...(
    [
      ['`jose`', ['jose']],
      ['`oauth4webapi`', ['oauth4webapi']],
      ['`openapi-fetch`', ['openapi-fetch']],
      ['pages', ['./edge/worker/pages/*']],
    ] as const
  ).flatMap(([part, without]) => [
    { whole: 'the service worker', script: SERVICE, part, without: without.map(String) },
    { whole: 'the whole worker', script: WORKER, part, without: without.map(String) },
  ]),
]

/** Alternatives, and packages that an application has anyway. */
const OTHER_BUNDLES: readonly { name: string; script: string; platform?: 'node' }[] = [
  { name: 'the official SDK', script: "export { default } from 'cronofy'", platform: 'node' },
  { name: '`ky` alone', script: "export { default } from 'ky'" },
  { name: '`hono` alone', script: "export { Hono } from 'hono'" },
  { name: '`openapi-fetch` alone', script: "export { default } from 'openapi-fetch'" },
  {
    name: 'plain `fetch`',
    script: `export const listCalendars = async (host, token) => {
      const answer = await fetch(\`https://\${host}/v1/calendars\`, { headers: { authorization: \`Bearer \${token}\` } })
      if (!answer.ok) throw new Error(\`Cannot list calendars: \${answer.status}\`)
      return (await answer.json()).calendars
    }`,
  },
]

export const size: Section = {
  name: 'size',
  about:
    'Minified by esbuild and gzipped (level 9), in kilobytes of 1,000 bytes, with the minified share of each part.',
  async measure() {
    const sdk = await bundle("export { default } from 'cronofy'", { platform: 'node' })
    const rows: Row[] = []
    for (const { name, script, limit, knownExcess } of OUR_BUNDLES) {
      const built = await bundle(script)
      const share = `${Math.round((100 * built.gzippedKb) / sdk.gzippedKb)} % of the official SDK`
      const note = [
        `${share}; ${renderShares(built)}`,
        ...(knownExcess === undefined ? [] : [knownExcess.reason]),
      ].join('. ')
      rows.push(
        measuredRow(name, [built.gzippedKb], { ...(limit !== undefined && { limit: { atMost: limit } }), note }),
      )
    }
    const others: Row[] = []
    for (const { name, script, platform } of OTHER_BUNDLES) {
      const built = await bundle(script, platform && { platform })
      others.push(measuredRow(name, [built.gzippedKb], { note: renderShares(built) }))
    }
    const parts: Row[] = []
    for (const { whole, script, part, without } of WITHOUT_PART) {
      const [all, rest] = [await bundle(script), await bundle(script, { without })]
      const note = `so it takes ${(all.gzippedKb - rest.gzippedKb).toFixed(1)}`
      parts.push(measuredRow(`${whole} without ${part}`, [rest.gzippedKb], { note }))
    }
    return {
      tables: [
        { figure: 'ours', ours: 'gzipped, kB', rows },
        { figure: 'uploaded by `wrangler deploy`', ours: 'gzipped, kB', rows: await measureUploads() },
        { figure: 'beside it', ours: 'gzipped, kB', rows: others },
        { figure: 'with a part left out', ours: 'gzipped, kB', rows: parts },
      ],
      notes: [
        'A bundler that splits code puts what is loaded on demand, such as the description of the API, into a file of its own, so the ' +
          'first table does not count it. `wrangler` writes one file. It prints its size in KiB of 1,024 bytes, compressed less.',
      ],
    }
  },
}

async function measureUploads(): Promise<Row[]> {
  const rows: Row[] = []
  for (const { name, entry } of UPLOADS) {
    const gzippedKb = await withTempFolder(async (folder) => {
      await bundleWorker(ROOT, folder, entry)
      const files = (await readdir(folder)).filter((file) => file.endsWith('.js'))
      const contents = await Promise.all(files.map((file) => readFile(join(folder, file))))
      return toGzippedKb(contents)
    })
    rows.push(measuredRow(name, [gzippedKb], {}))
  }
  return rows
}

function renderShares({ minifiedKb, onDemandKb, shares }: Bundle): string {
  const named = shares.slice(0, 8).map(([part, kb]) => `${part} ${kb.toFixed(1)}`)
  const rest = shares.length > named.length ? `, and ${shares.length - named.length} more` : ''
  const more = onDemandKb > 0 ? `; loaded on demand, gzipped ${onDemandKb.toFixed(1)}` : ''
  return `minified ${minifiedKb.toFixed(1)}: ${named.join(', ')}${rest}${more}`
}
