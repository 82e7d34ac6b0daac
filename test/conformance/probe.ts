/**
 * The shape of a probe.
 *
 * @module
 */
import type { TestEnv } from './test-env.ts'

/**
 * Tries one row. Resolves where the target does as stated; throws DifferenceError where it does not, and SkippedError where it cannot be
 * found out. Whatever changes something at the provider asks `testEnv.requireChangesAllowed()` before.
 */
export type Probe = (testEnv: TestEnv) => Promise<void>

/** Probes, or the reason why there is none, by the id of the row. */
export type Probes = Readonly<Record<string, Probe | string>>
