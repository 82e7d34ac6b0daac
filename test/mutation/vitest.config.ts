import { defineConfig } from 'vitest/config'
import { setupFiles, validateRequestsPlugin } from '../scripts/validate-requests-plugin.ts'
import { ALL_TESTS } from './chunks.ts'

const tests = process.env['MUTATION_TESTS']

/** The tests that mutants have to survive: those that need nothing but web standards, once, in Node. */
export default defineConfig({
  plugins: [validateRequestsPlugin],
  test: {
    include: tests === undefined ? [...ALL_TESTS] : (JSON.parse(tests) as string[]),
    setupFiles,
    provide: { runtime: 'Node.js' },
    // Instrumented code is many times slower. Stryker has a time limit of its own for each mutant.
    testTimeout: 600_000,
  },
})
