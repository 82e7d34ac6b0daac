import { defineConfig } from 'vitest/config'

/** The tests that mutants have to survive: those that need nothing but web standards, once, in Node. */
export default defineConfig({
  test: {
    include: ['test/*.test.ts', 'test/worker/*.test.ts'],
    provide: { runtime: 'Node.js' },
  },
})
