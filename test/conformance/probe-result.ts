/**
 * What can be said of a row against a target.
 *
 * @module
 */

/** The row is as stated, or differs, or was not tried. */
export type Verdict =
  | { readonly verdict: 'as stated' }
  | { readonly verdict: 'differs'; readonly how: string }
  | { readonly verdict: 'not to be tried there'; readonly why: string }

/** Thrown by a probe: the target does not do what the row states. */
export class Differs extends Error {
  override readonly name: string = 'Differs'
}

/** Thrown by a probe: the row cannot be tried against this target, with these credentials. */
export class NotTried extends Error {
  override readonly name: string = 'NotTried'
}

/** Throws Differs unless it holds. `how` says what is the case instead. */
export function hold(holds: boolean, how: string): asserts holds {
  if (!holds) throw new Differs(how)
}
