/**
 * The shape of a probe.
 *
 * @module
 */
import type { Stage } from './test-env.ts'

/**
 * Tries one row. Resolves where the target does as stated; throws Differs where it does not, and NotTried where it cannot be
 * found out. Whatever changes something at the provider asks `stage.change()` before.
 */
export type Probe = (stage: Stage) => Promise<void>

/** Probes, or the reason why there is none, by the id of the row. */
export type Probes = Readonly<Record<string, Probe | string>>
