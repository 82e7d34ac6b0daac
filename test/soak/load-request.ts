/**
 * The requests under load.
 *
 * @module
 */

/** A request, and its expected response. */
export interface LoadRequest {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly status: number
  /** The expected start of `Location`. */
  readonly location?: string
  /** The expected start of the body. */
  readonly bodyStart?: string
}
