/**
 * The shape of a probe.
 *
 * @module
 */
import type { TestEnv } from './test-env.ts'

/**
 * Checks one row. Resolves if the target does what the row states. Throws DifferenceError if it does not, and SkippedError if the
 * row cannot be checked. A probe that changes data at Cronofy must call `testEnv.requireChangesAllowed()` first.
 */
export type Probe = (testEnv: TestEnv) => Promise<void>

/** Probes by the ID of the row. A string is the reason why the row has no probe. */
export type Probes = Readonly<Record<string, Probe | string>>
