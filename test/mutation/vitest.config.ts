import { defineConfig } from 'vitest/config'
import { setupFiles, validateRequestsPlugin } from '../scripts/validate-requests-plugin.ts'

/** The tests that mutants have to survive: those that need nothing but web standards, once, in Node. */
export default defineConfig({
  plugins: [validateRequestsPlugin],
  test: {
    include: ['test/library/**/*.test.ts', 'test/worker/**/*.test.ts'],
    setupFiles,
    provide: { runtime: 'Node.js' },
    // Instrumented code is many times slower. Stryker has a time limit of its own for each mutant.
    testTimeout: 600_000,
  },
})
