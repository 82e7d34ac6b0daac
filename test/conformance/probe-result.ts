/**
 * What can be said of a row against a target.
 *
 * @module
 */

/** The row is as stated, or differs, or was not tried. */
export type ProbeResult =
  | { readonly status: 'matches' }
  | { readonly status: 'differs'; readonly difference: string }
  | { readonly status: 'skipped'; readonly reason: string }

/** Thrown by a probe: the target does not do what the row states. */
export class DifferenceError extends Error {
  override readonly name: string = 'DifferenceError'
}

/** Thrown by a probe: the row cannot be tried against this target, with these credentials. */
export class SkippedError extends Error {
  override readonly name: string = 'SkippedError'
}

/** Throws DifferenceError unless it holds. `difference` says what is the case instead. */
export function assert(condition: boolean, difference: string): asserts condition {
  if (!condition) throw new DifferenceError(difference)
}
