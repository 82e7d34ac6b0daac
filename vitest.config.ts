import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import type { Installed } from './test/package-install/install-package.ts'
import { holdRequests, setupFiles } from './test/scripts/validate-requests-plugin.ts'

/** Tests that need nothing but web standards: they run in every runtime. No module has state, so none is isolated. */
const everywhere = ['test/{library,worker,sandbox}/**/*.test.ts']

/** Far more than any test takes: how busy a machine is decides nothing. */
const TIMEOUT_MS = 60_000

export default defineConfig({
  test: {
    // One less is the default; much of the time is spent waiting for sockets, browsers and clocks.
    maxWorkers: '100%',
    projects: [
      {
        // Also the project that Deno runs, which says so through the environment.
        plugins: [holdRequests],
        test: {
          name: 'node',
          include: everywhere,
          setupFiles,
          isolate: false,
          testTimeout: TIMEOUT_MS,
          provide: { runtime: process.env['EXPECTED_RUNTIME'] ?? 'Node.js' },
        },
      },
      {
        plugins: [holdRequests, cloudflareTest({ miniflare: { compatibilityDate: '2026-10-01' } })],
        test: {
          name: 'workerd',
          include: everywhere,
          setupFiles,
          isolate: false,
          testTimeout: TIMEOUT_MS,
          provide: { runtime: 'Cloudflare-Workers' },
        },
      },
      {
        // Sockets, processes and files.
        plugins: [holdRequests],
        test: {
          name: 'system',
          include: ['test/{integration,repo}/*.test.ts'],
          setupFiles,
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      },
      {
        // What a stranger has who installs the package: it is packed and installed once for all of them.
        test: {
          name: 'package',
          include: ['test/package-install/*.test.ts'],
          globalSetup: ['test/package-install/install.ts'],
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/*.test.ts'],
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
