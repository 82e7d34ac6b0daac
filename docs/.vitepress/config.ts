/**
 * The site. `npm run docs` builds it.
 *
 * @module
 */
import { defineConfig } from 'vitepress'
import llms from 'vitepress-plugin-llms'
import { PAGES_POLICY, withPolicy } from './policy.ts'
import { linkToReferences } from './references.ts'
import { SIDEBAR } from './sidebar.ts'
import { slugify } from './slugify.ts'

export default defineConfig({
  title: 'Extended Permissions for Cronofy',
  titleTemplate: ':title · Extended Permissions for Cronofy',
  description: 'Request unrestricted access to the calendars of Cronofy users, and verify what was granted.',
  lang: 'en-US',
  outDir: '../dist/docs',
  head: [['link', { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }]],
  // VitePress does not know these pages: build.ts builds the API references with Redoc.
  ignoreDeadLinks: [/^\/api\//, /^http:\/\/localhost:/],
  themeConfig: {
    logo: '/icon.svg',
    siteTitle: 'Extended Permissions',
    nav: [
      { text: 'Guide', link: '/tutorials/first-flow', activeMatch: '^/(tutorials|guides|explanation)/' },
      { text: 'Reference', link: '/reference/library', activeMatch: '^/reference/' },
      { text: 'Service API', link: '/api/service/', target: '_self' },
      { text: 'Cronofy API', link: '/api/cronofy/', target: '_self' },
    ],
    sidebar: [...SIDEBAR],
    outline: [2, 3],
    search: { provider: 'local' },
    notFound: {
      quote: 'This page does not exist. Use the search, or begin with the overview.',
      linkText: 'Go to the overview',
    },
  },
  markdown: {
    anchor: { slugify },
    config: linkToReferences,
    // The default themes have too little contrast for comments.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  vite: {
    plugins: [
      llms({
        title: 'Extended Permissions for Cronofy',
        details:
          'Begin with the [overview](/index.html). The APIs are described in OpenAPI: [Cronofy](/api/cronofy/openapi.yaml) and ' +
          '[the service](/api/service/openapi.yaml).',
      }),
    ],
  },
  transformHtml: (html) => withPolicy(html, PAGES_POLICY),
})
