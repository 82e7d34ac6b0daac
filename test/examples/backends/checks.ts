import type { TestEnv } from './test-env.ts'

/**
 * By their titles. Each is given a sandbox that is as it was at first; a backend keeps its sessions and outcomes, as
 * others do in life.
 */
export type Checks = Readonly<Record<string, (testEnv: TestEnv) => Promise<void>>>
