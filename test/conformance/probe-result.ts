/**
 * The result of checking a row against a target.
 *
 * @module
 */

/** The target matches the row, differs from it, or was not checked. */
export type ProbeResult =
  | { readonly status: 'matches' }
  | { readonly status: 'differs'; readonly difference: string }
  | { readonly status: 'skipped'; readonly reason: string }

/** Thrown by a probe if the target does not do what the row states. */
export class DifferenceError extends Error {
  override readonly name: string = 'DifferenceError'
}

/** Thrown by a probe if the row cannot be checked against this target with these credentials. */
export class SkippedError extends Error {
  override readonly name: string = 'SkippedError'
}

/** Throws DifferenceError unless `condition` is true. `difference` says what the target does instead. */
export function assert(condition: boolean, difference: string): asserts condition {
  if (!condition) throw new DifferenceError(difference)
}
