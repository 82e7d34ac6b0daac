import { join } from 'node:path'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { configDefaults, defineConfig } from 'vitest/config'
import type { Installed } from './test/package-install/install-package.ts'
import { portableTests, UNIT_TESTS } from './test/scripts/portable-tests.ts'
import { ROOT } from './test/scripts/run.ts'
import { setupFiles, validateRequestsPlugin } from './test/scripts/validate-requests-plugin.ts'

/** Far longer than any test takes, so that a busy machine fails none. */
const TIMEOUT_MS = 120_000

/** Tests that take longer than all others of their folder together. */
const SLOW_TESTS = 'test/**/*.slow.test.ts'

/** Packages of a folder with tools may contain tests of their own. */
const NOT_FAST = [...configDefaults.exclude, SLOW_TESTS]

/** The package by its name, for the example that runs in workerd without an installed package. */
const PACKAGE = {
  'cronofy-extended-permissions/worker': join(ROOT, 'edge/worker/index.ts'),
  'cronofy-extended-permissions/locales/de': join(ROOT, 'edge/worker/i18n/de.ts'),
}

/** `Deno`, where Deno runs the tests; it runs the project `node` with fewer files. */
const runtime = process.env['EXPECTED_RUNTIME'] ?? 'Node.js'

export default defineConfig({
  test: {
    // The default is one less. Much of the time is spent waiting for sockets, browsers, and clocks.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [validateRequestsPlugin],
        test: {
          name: 'node',
          include: runtime === 'Deno' ? portableTests() : [UNIT_TESTS],
          setupFiles,
          isolate: false,
          testTimeout: TIMEOUT_MS,
          provide: { runtime },
        },
      },
      {
        plugins: [
          validateRequestsPlugin,
          cloudflareTest({ miniflare: { compatibilityDate: '2026-10-01', d1Databases: ['DB'] } }),
        ],
        resolve: { alias: PACKAGE },
        test: {
          name: 'workerd',
          // The example has a database that only workerd has.
          include: [...portableTests(), 'test/examples/connect-app/*.test.ts'],
          setupFiles,
          isolate: false,
          testTimeout: TIMEOUT_MS,
          provide: { runtime: 'Cloudflare-Workers' },
        },
      },
      {
        // Sockets, processes, and files.
        plugins: [validateRequestsPlugin],
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: NOT_FAST,
          setupFiles,
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      },
      {
        // `npm run test:slow` runs this project, `package-slow`, and `package-lowest`.
        plugins: [validateRequestsPlugin],
        test: {
          name: 'slow',
          include: ['test/{e2e,integration}/**/*.slow.test.ts'],
          globalSetup: ['test/integration/install-slow-tools.ts'],
          setupFiles,
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      },
      {
        // Documents, descriptions, and the layout of the repository.
        test: {
          name: 'repo',
          include: ['test/repo/**/*.test.ts'],
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      },
      {
        // The package as a user installs it. It is packed and installed once for all files.
        test: {
          name: 'package',
          include: ['test/package-install/**/*.test.ts'],
          exclude: NOT_FAST,
          globalSetup: ['test/package-install/install.ts'],
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'package-slow',
          include: ['test/package-install/**/*.slow.test.ts'],
          globalSetup: ['test/package-install/install.ts'],
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      },
      {
        // What depends on the peers, with the lowest versions that the package supports.
        test: {
          name: 'package-lowest',
          include: ['test/package-install/{app,types.slow,sandbox-command}.test.ts'],
          globalSetup: ['test/package-install/install.ts'],
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // `npm run test:pages` and `npm run test:slow` run these.
          exclude: ['test/e2e/visual-a11y/**', ...NOT_FAST],
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      },
    ],
  },
})

declare module 'vitest' {
  interface ProvidedContext {
    /** How `navigator.userAgent` begins where the tests are meant to run. */
    runtime: string
    /** For the project `package`. */
    installed: Installed
  }
}
