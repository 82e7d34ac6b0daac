/**
 * The pages of the site, in the order of the sidebar.
 *
 * @module
 */

/** A page: its path below `docs/` without `.md`, and its entry in the sidebar. */
type Entry = readonly [path: string, text: string]

/** The sections of the sidebar. */
export const SECTIONS: readonly (readonly [title: string, entries: readonly Entry[]])[] = [
  [
    'Start',
    [
      ['index', 'Overview'],
      ['status', 'Status and sources'],
    ],
  ],
  [
    'Tutorials',
    [
      ['tutorials/first-flow', 'Your first flow in a browser'],
      ['tutorials/hono', 'Add it to a Hono application'],
      ['tutorials/any-language', 'Use it from any language'],
    ],
  ],
  [
    'Guides',
    [
      ['guides/cronofy-account', 'Before you begin at Cronofy'],
      ['guides/tokens', 'Get, store, and refresh tokens'],
      ['guides/connections', 'Connect users through the service'],
      ['guides/closed-tab', 'Users who close the tab'],
      ['guides/enterprise-connect', 'Enterprise Connect'],
      ['guides/going-live', 'Go live'],
      ['guides/deploy', 'Deploy the worker'],
      ['guides/proxies', 'Behind a proxy or a firewall'],
      ['guides/branding', 'Brand and translate the pages'],
      ['guides/key-rotation', 'Rotate keys'],
      ['guides/monitoring', 'Monitor the worker'],
      ['guides/rate-limits', 'Rate limits'],
      ['guides/troubleshooting', 'Troubleshooting'],
      ['guides/publish', 'Publish this site'],
    ],
  ],
  [
    'Frameworks',
    [
      ['guides/frameworks/index', 'Frameworks'],
      ['guides/frameworks/nextjs', 'Next.js'],
      ['guides/frameworks/express', 'Express'],
      ['guides/frameworks/fastify', 'Fastify'],
      ['guides/frameworks/sveltekit', 'SvelteKit'],
      ['guides/frameworks/react-router', 'React Router'],
      ['guides/frameworks/astro', 'Astro'],
      ['guides/frameworks/workers', 'Cloudflare Workers with D1 or KV'],
      ['guides/frameworks/deno', 'Deno'],
      ['guides/frameworks/bun', 'Bun'],
      ['guides/frameworks/lambda', 'AWS Lambda'],
      ['guides/frameworks/popup', 'A popup in a single-page application'],
      ['guides/frameworks/better-auth', 'better-auth'],
    ],
  ],
  [
    'Testing',
    [
      ['guides/testing', 'Test with the emulator'],
      ['guides/faults', 'Inject faults'],
      ['guides/seeds', 'Write a seed'],
    ],
  ],
  [
    'Reference',
    [
      ['reference/handler-options', 'Handler and module options'],
      ['reference/library', 'Library'],
      ['reference/configuration', 'Configuration of the worker'],
      ['reference/errors', 'Errors'],
      ['reference/events', 'Events and logs'],
      ['reference/emulator', 'Emulator'],
      ['reference/emulator-coverage', 'Emulator coverage'],
      ['reference/data-centers', 'Data centers'],
    ],
  ],
  [
    'Explanation',
    [
      ['explanation/return', 'What the return proves'],
      ['explanation/sealing', 'How sealing works'],
      ['explanation/security', 'Security model'],
      ['explanation/sdk', 'Why not just the SDK'],
      ['explanation/performance', 'Performance and limits'],
      ['explanation/versioning', 'Versioning'],
      ['explanation/faq', 'FAQ'],
    ],
  ],
]

/** The pages of the library reference, which TypeDoc writes: `reference/library/<name>`, with their entry points. */
export const LIBRARY_PAGES: readonly (readonly [name: string, entryPoint: string])[] = [
  ['library', 'cronofy-extended-permissions'],
  ['handler', '…/handler'],
  ['hono', '…/hono'],
  ['worker', '…/worker'],
  ['worker-service', '…/worker/service'],
  ['locales', '…/locales'],
  ['sandbox', '…/sandbox'],
  ['sandbox-node', '…/sandbox/node'],
]

/** The sidebar of VitePress. No section collapses, because the toggle of VitePress nests a button in a button. */
export const SIDEBAR: readonly { text: string; items: { text: string; link: string }[] }[] = [
  ...SECTIONS.map(([text, entries]) => ({
    text,
    items: entries.map(([path, entry]) => ({ text: entry, link: `/${path.replace(/(^|\/)index$/, '$1')}` })),
  })),
  {
    text: 'Library reference',
    items: LIBRARY_PAGES.map(([name, entryPoint]) => ({ text: entryPoint, link: `/reference/library/${name}` })),
  },
]
