/**
 * What an application told a person, or what it was told itself.
 *
 * @module
 */

import type { OutcomeStatus } from '../../src/flow/outcome.ts'
import { parseErrorCode } from '../../src/handler/errors/public-error.ts'

/** What came of a step. */
export type StepResult =
  /** Where to decide. */
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
  /** What is said of each calendar, where it is. */
  readonly calendars?: GrantedById
  /** Where a page shows it. */
  readonly url?: string
}

/** Whether a calendar is granted, by its id. */
export type GrantedById = ReadonlyMap<string, boolean>

/** An error. */
export interface ErrorResult {
  readonly kind: 'error'
  readonly code: string
  /** Why it is none that a caller could act upon, such as one without a code of its own. */
  readonly untyped?: string
}

const STATUSES: readonly string[] = ['granted', 'partial', 'rejected', 'unconfirmed']

/** Whether a text is the status of an outcome. */
export function isOutcomeStatus(text: unknown): text is OutcomeStatus {
  return typeof text === 'string' && STATUSES.includes(text)
}

/** Whether a code is one of the worker's, and says more than that something is wrong. */
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
