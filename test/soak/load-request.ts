/**
 * What is asked under load.
 *
 * @module
 */

/** A question, and what has to come of it. */
export interface LoadRequest {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly status: number
  /** What `Location` begins with. */
  readonly location?: string
  /** What the body begins with. */
  readonly bodyStart?: string
}
