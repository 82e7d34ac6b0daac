import { defineConfig } from 'vitest/config'
import { setupFiles, validateRequestsPlugin } from '../scripts/validate-requests-plugin.ts'

/** The tests that mutants have to survive: those that need nothing but web standards, once, in Node. */
export default defineConfig({
  plugins: [validateRequestsPlugin],
  test: {
    include: ['test/library/**/*.test.ts', 'test/worker/**/*.test.ts'],
    setupFiles,
    provide: { runtime: 'Node.js' },
    // The tests run with many mutants switched off, on a busy machine.
    testTimeout: 60_000,
  },
})
