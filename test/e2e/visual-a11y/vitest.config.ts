import { defineConfig } from 'vitest/config'

/** Far more than a walk takes: how busy a machine is decides nothing. */
const TIMEOUT_MS = 300_000

/** The pages, all of them, in every way. A config of its own, because these tests take longer than all others. */
export default defineConfig({
  test: {
    include: ['test/e2e/visual-a11y/**/*.test.ts'],
    globalSetup: ['test/e2e/visual-a11y/install.ts'],
    maxWorkers: '100%',
    testTimeout: TIMEOUT_MS,
    hookTimeout: TIMEOUT_MS,
  },
})
