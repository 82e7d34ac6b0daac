/**
 * Whose calendars it is about.
 *
 * @module
 */
import { apiBaseUrl, type DataCenter } from './data-centers.ts'
import { InputError } from './errors.ts'

/** One user of the application, as the application knows them. */
export interface Account {
  /** The data center that issued the token. No answer names it: remember it with the token. */
  readonly dataCenter: DataCenter
  /** The user's access token. It is sent to that data center and to nobody else. */
  readonly accessToken: string
  /** The application's own stable id of the user, 1 to 128 bytes: what begins as one user cannot end as another. */
  readonly subject: string
}

/** Any id that an application uses, and short enough to seal. */
export const MAX_SUBJECT_BYTES = 128

/** RFC 6750 section 2.1 allows less; anything visible is let through, anything that could break a header is not. */
const VISIBLE_ASCII = /^[\x21-\x7e]+$/

/** Whether a value has the form of an access token. */
export function isAccessToken(value: unknown): value is string {
  return typeof value === 'string' && VISIBLE_ASCII.test(value)
}

/** The length of a subject in bytes, as it counts against {@link MAX_SUBJECT_BYTES}. */
export function subjectByteLength(subject: string): number {
  return new TextEncoder().encode(subject).length
}

/** Checks an account. @throws {InputError} `unknown_data_center`, `invalid_account` */
export function assertAccount(account: Account): void {
  apiBaseUrl(account.dataCenter)
  assertAccessToken(account.accessToken)
  const { subject } = account
  const byteLength = typeof subject === 'string' ? subjectByteLength(subject) : 0
  if (byteLength < 1 || byteLength > MAX_SUBJECT_BYTES) {
    throw new InputError(
      'invalid_account',
      `account.subject must be a string of 1 to ${MAX_SUBJECT_BYTES} bytes, not ${typeof subject === 'string' ? `of ${byteLength}` : typeof subject}.`,
    )
  }
}

/** Checks the form of an access token. @throws {InputError} `invalid_account`, which does not quote it */
export function assertAccessToken(accessToken: string): void {
  if (!isAccessToken(accessToken)) {
    throw new InputError('invalid_account', 'account.accessToken must be a string of visible ASCII characters.')
  }
}
