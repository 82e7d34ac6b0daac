/**
 * The result that an application shows to a user, or receives itself.
 *
 * @module
 */

import type { OutcomeStatus } from '../../src/flow/outcome.ts'
import { parseErrorCode } from '../../src/handler/errors/public-error.ts'

/** The result of a step. */
export type StepResult =
  /** A redirect to the page where the user decides. */
  | { readonly kind: 'redirect'; readonly url: string }
  | OutcomeResult
  /** What is granted now, and no more than that. */
  | { readonly kind: 'read'; readonly calendars: GrantedById }
  | ErrorResult
  /** Neither an outcome nor an error. */
  | { readonly kind: 'unexpected'; readonly description: string }

/** An outcome. */
export interface OutcomeResult {
  readonly kind: 'outcome'
  readonly status: OutcomeStatus
  /** Whether each calendar is granted, if the outcome reports that. */
  readonly calendars?: GrantedById
  /** The URL of the page that shows the outcome. */
  readonly url?: string
}

/** Whether a calendar is granted, by its ID. */
export type GrantedById = ReadonlyMap<string, boolean>

/** An error. */
export interface ErrorResult {
  readonly kind: 'error'
  readonly code: string
  /** The reason why a caller cannot act on the error, such as a missing code. */
  readonly untyped?: string
}

const STATUSES: readonly string[] = ['granted', 'partial', 'rejected', 'unconfirmed']

/** Whether a value is the status of an outcome. */
export function isOutcomeStatus(text: unknown): text is OutcomeStatus {
  return typeof text === 'string' && STATUSES.includes(text)
}

/** Whether a code is one of the worker's codes, and more specific than a general error. */
export function isActionableCode(code: string): boolean {
  return code !== 'internal_error' && parseErrorCode(code) === code
}

/** Ends a flow that cannot go on. */
export class FlowStopped extends Error {
  readonly result: StepResult

  constructor(result: StepResult) {
    super('the flow has ended')
    this.result = result
  }
}
