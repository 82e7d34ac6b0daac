/**
 * How large what is deployed is, and what it is made of.
 *
 * @module
 */
import { type Bundle, bundle } from './bundle.ts'
import { measuredRow, type Row } from './figures.ts'
import type { Section } from './section.ts'

/** Something of ours that somebody bundles. */
interface OurBundle {
  readonly name: string
  readonly script: string
  /** In kilobytes, gzipped. Absent where none was set. */
  readonly limit?: number
  /** Where the limit is missed: why. */
  readonly knownExcess?: { readonly reason: string }
}

/** As the README mounts the module, in an app of one of Hono's presets. */
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

/** The worker without the connect app: an entry that whoever needs the service alone writes in a copy of the project. */
const SERVICE_ONLY = `
import { Hono } from 'hono/tiny'
import { readConfig } from './edge/worker/config/config.ts'
import { securityHeaders } from './edge/worker/http/security-headers.ts'
import { logRequests } from './edge/worker/operations/request-log.ts'
import { createService } from './edge/worker/service/app.ts'
import { createClient } from './src/client/client.ts'
let app
export default { fetch(request, environment) {
  if (app === undefined) {
    const { keys, publicUrl: { origin }, apiKeys, allowedReturnUrls, sandboxUrl } = readConfig(environment)
    const client = createClient({ sandboxUrl })
    app = new Hono().use(logRequests({ now: Date.now, log: console.log })).use(securityHeaders())
      .route('/', createService({ keys, origin, client, apiKeys, allowedReturnUrls }))
  }
  return app.fetch(request)
} }`

const WORKER = "export { default } from './edge/worker/entries/cloudflare.ts'"
const CLIENT = "export { createClient } from './src/index.ts'"

/** The limits, and the scripts that they are of. */
export const OUR_BUNDLES: readonly OurBundle[] = [
  {
    name: "the library's client",
    script: CLIENT,
    limit: 6,
    knownExcess: {
      reason:
        'It would be held without `openapi-fetch` (last table), with a dozen lines in its place that make the request and parse ' +
        'the answer: 5.0. It stays since paths, parameters and answers have their types from the description that way, and the ' +
        'client is to be built on it. What is ours is limits of time and size, tries, checks of the answers, and errors that ' +
        'say what to do.',
    },
  },
  {
    name: '`begin` and `complete`, with everything',
    script: "export { begin, complete, createClient, createKeyRing, parseReturnUrl } from './src/index.ts'",
    limit: 22,
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
    limit: 32,
    knownExcess: {
      reason:
        'What errors say to a person, in two languages and by what the browser asks for, is 3.3 kB of it (31.5 without). Tried: ' +
        '`hono/tiny` in place of `hono`, of `jose` the JWE alone without JWT (1.5 less), the texts of the other pages left out.',
    },
  },
  {
    name: 'the module, mounted in an app of `hono`',
    script: moduleScript('hono'),
    limit: 32,
    knownExcess: {
      reason: 'What is above the row before is the router of the app, which an application has anyway.',
    },
  },
  {
    name: 'the Cloudflare worker',
    script: WORKER,
    limit: 56,
    knownExcess: {
      reason:
        'What each of its parts takes is in the last table; without the connect app the limit would be held. It is from before its pages had two languages and a filter for ' +
        '250 calendars, and was missed then too, by 0.4. Tried: `hono/tiny` in place of `hono` (2.4 less; `hono/quick` 0.8), of ' +
        '`jose` the JWE alone without JWT (1.5 less), the description as JSON (0.2 less) or without its examples (1.5 less, ' +
        'but then mock servers have none). Its libraries are each there for what should not be written twice.',
    },
  },
  {
    name: 'the worker, service only',
    script: SERVICE_ONLY,
  },
]

/** Parts that are left out, one at a time, to see what they take. */
const WITHOUT_PART: readonly { whole: string; script: string; part: string; without: readonly string[] }[] = [
  { whole: "the library's client", script: CLIENT, part: '`openapi-fetch`', without: ['openapi-fetch'] },
  ...(
    [
      ['German', ['./edge/worker/i18n/de.ts']],
      ['the connect app', ['./edge/worker/connect/app.ts']],
      ['the connect app and the description', ['./edge/worker/connect/app.ts', './generated/service-description.ts']],
      ['the description that it serves', ['./generated/service-description.ts']],
      ['`jose`', ['jose']],
      ['`oauth4webapi`', ['oauth4webapi']],
      ['`openapi-fetch`', ['openapi-fetch']],
    ] as const
  ).map(([part, without]) => ({ whole: 'the Cloudflare worker', script: WORKER, part, without })),
]

/** What a user would pick instead, or would have anyway. */
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
        { figure: 'beside it', ours: 'gzipped, kB', rows: others },
        { figure: 'with a part left out', ours: 'gzipped, kB', rows: parts },
      ],
    }
  },
}

function renderShares({ minifiedKb, shares }: Bundle): string {
  const named = shares.slice(0, 8).map(([part, kb]) => `${part} ${kb.toFixed(1)}`)
  const rest = shares.length > named.length ? `, and ${shares.length - named.length} more` : ''
  return `minified ${minifiedKb.toFixed(1)}: ${named.join(', ')}${rest}`
}
