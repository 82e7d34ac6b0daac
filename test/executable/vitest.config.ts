import { defineConfig } from 'vitest/config'

/** Bun is installed first, from a registry that may be slow. */
const TIMEOUT_MS = 300_000

/** A config of its own, because `npm test` does not build the executable. */
export default defineConfig({
  test: { include: ['test/executable/*.test.ts'], testTimeout: TIMEOUT_MS, hookTimeout: TIMEOUT_MS },
})
