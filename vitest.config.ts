import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** Tests that need nothing but web standards: they run in every runtime. No module has state, so none is isolated. */
const everywhere = ['test/*.test.ts', 'test/worker/*.test.ts', 'test/sandbox/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        // Also the project that Deno runs, which says so through the environment.
        test: {
          name: 'node',
          include: everywhere,
          isolate: false,
          provide: { runtime: process.env['EXPECTED_RUNTIME'] ?? 'Node.js' },
        },
      },
      {
        plugins: [cloudflareTest({ miniflare: { compatibilityDate: '2026-10-01' } })],
        test: { name: 'workerd', include: everywhere, isolate: false, provide: { runtime: 'Cloudflare-Workers' } },
      },
      {
        // Sockets, processes and files.
        test: { name: 'system', include: ['test/system/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        test: { name: 'browser', include: ['test/browser/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
})

declare module 'vitest' {
  interface ProvidedContext {
    /** How `navigator.userAgent` begins where the tests are meant to run. */
    runtime: string
  }
}
