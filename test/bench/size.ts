/**
 * How large what is deployed is, and what it is made of.
 *
 * @module
 */
import { type Bundle, bundle } from './bundle.ts'
import { type Row, state } from './figures.ts'
import type { Section } from './section.ts'

/** Something of ours that somebody bundles. */
interface Ours {
  readonly name: string
  readonly script: string
  /** In kilobytes, gzipped. */
  readonly limit: number
  /** Where the limit is missed: why, and how large it may be meanwhile, so that it grows no further. */
  readonly missed?: { readonly ceiling: number; readonly reason: string }
}

/** As the README mounts the module, in an app of one of Hono's presets. */
const mountedIn = (preset: 'hono' | 'hono/tiny') => `
import { Hono } from '${preset}'
import { extendedPermissions } from './edge/worker/index.ts'
import { createKeyRing } from './src/index.ts'
const app = new Hono()
app.route('/permissions', extendedPermissions({
  returnUrl: 'https://app.example.com/permissions/return', returnUrls: ['https://app.example.com/settings'],
  keys: createKeyRing([KEY]), account: (c) => c.get('account'), onOutcome: (c, outcome) => c.set('outcome', outcome),
}))
export default app`

/** The limits, and the scripts that they are of. */
export const OURS: readonly Ours[] = [
  {
    name: "the library's client",
    script: "export { createClient } from './src/index.ts'",
    limit: 6,
    missed: {
      ceiling: 7.2,
      reason:
        '`openapi-fetch` is 2.3 kB of it, and comes as a whole: nothing of it can be left out by a bundler. What is ours is ' +
        'limits of time and size, tries, checks of the answers, and errors that say what to do; to hold the limit a quarter of ' +
        'that would have to go.',
    },
  },
  {
    name: '`begin` and `complete`, with everything',
    script: "export { begin, complete, createClient, createKeyRing, readReturnUrl } from './src/index.ts'",
    limit: 22,
  },
  {
    name: 'the module, mounted in an app of `hono/tiny`',
    script: mountedIn('hono/tiny'),
    limit: 32,
    missed: {
      ceiling: 34.9,
      reason:
        'What errors say to a person, in two languages and by what the browser asks for, is 3.3 kB of it (31.5 without). Tried: ' +
        '`hono/tiny` in place of `hono`, of `jose` the JWE alone without JWT (1.5 less), the texts of the other pages left out.',
    },
  },
  {
    name: 'the module, mounted in an app of `hono`',
    script: mountedIn('hono'),
    limit: 32,
    missed: {
      ceiling: 37.6,
      reason: 'What is above the row before is the router of the app, which an application has anyway.',
    },
  },
  {
    name: 'the Cloudflare worker',
    script: "export { default } from './edge/worker/cloudflare.ts'",
    limit: 56,
    missed: {
      ceiling: 69.5,
      reason:
        'Its pages, in two languages and with a filter for 250 calendars, are 13 kB of it: the limit was met but for 0.4 kB ' +
        'before they had all that. Tried: `hono/tiny` in place of `hono` (2.4 less; `hono/quick` 0.8), and of `jose` the JWE ' +
        'alone without JWT (1.5 less). The description that it serves is 6.7 (as JSON it is 0.2 smaller, without its examples ' +
        '1.5, but then mock servers have none), `oauth4webapi` 5.1, `openapi-fetch` 2.2, `jose` 8.9: each is there for what ' +
        'should not be written twice.',
    },
  },
]

/** What a user would pick instead, or would have anyway. */
const OTHERS: readonly { name: string; script: string; platform?: 'node' }[] = [
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
    const sdk = await bundle("export { default } from 'cronofy'", 'node')
    const rows: Row[] = []
    for (const { name, script, limit, missed } of OURS) {
      const built = await bundle(script)
      const share = `${Math.round((100 * built.gzippedKb) / sdk.gzippedKb)} % of the official SDK`
      const note = [`${share}; ${renderShares(built)}`, ...(missed === undefined ? [] : [missed.reason])].join('. ')
      rows.push(state(name, [built.gzippedKb], { limit: { atMost: limit }, note }))
    }
    const others: Row[] = []
    for (const { name, script, platform } of OTHERS) {
      const built = await bundle(script, platform)
      others.push(state(name, [built.gzippedKb], { note: renderShares(built) }))
    }
    return {
      tables: [
        { figure: 'ours', ours: 'gzipped, kB', rows },
        { figure: 'beside it', ours: 'gzipped, kB', rows: others },
      ],
    }
  },
}

function renderShares({ minifiedKb, shares }: Bundle): string {
  const named = shares.slice(0, 8).map(([part, kb]) => `${part} ${kb.toFixed(1)}`)
  const rest = shares.length > named.length ? `, and ${shares.length - named.length} more` : ''
  return `minified ${minifiedKb.toFixed(1)}: ${named.join(', ')}${rest}`
}
