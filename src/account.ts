/**
 * The user for whom a request is made.
 *
 * @module
 */
import { apiBaseUrl, type DataCenter } from './data-centers.ts'
import { InputError } from './errors.ts'
import { isWellFormed } from './shared/well-formed.ts'

/** A user of your application, with the access token of their Cronofy account. */
export interface Account {
  /** The data center that issued the token. Cronofy's responses do not name it, so store it with the token. */
  readonly dataCenter: DataCenter
  /** The user's access token. It is sent to `dataCenter` only. */
  readonly accessToken: string
  /**
   * Your own stable ID of the user: a string of 1 to 128 bytes in UTF-8, without unpaired surrogates. Take it from your session.
   * If one subject begins a request, another subject cannot complete it.
   */
  readonly subject: string
}

/** Long enough for common kinds of IDs, and short enough to seal. */
export const MAX_SUBJECT_BYTES = 128

/** Wider than RFC 6750 section 2.1, but without any character that could break a header. */
const VISIBLE_ASCII = /^[\x21-\x7e]+$/

/** Whether a value has the form of an access token. */
export function isAccessToken(value: unknown): value is string {
  return typeof value === 'string' && VISIBLE_ASCII.test(value)
}

/** The length of a subject in bytes of UTF-8, for comparison with {@link MAX_SUBJECT_BYTES}. */
export function subjectByteLength(subject: string): number {
  return new TextEncoder().encode(subject).length
}

/** Asserts that an account is usable. @throws {InputError} `unknown_data_center`, `invalid_account` */
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
  if (!isWellFormed(subject))
    throw new InputError('invalid_account', 'account.subject must not contain unpaired surrogates.')
}

/** Asserts the form of an access token. @throws {InputError} `invalid_account`, without the token */
export function assertAccessToken(accessToken: string): void {
  if (!isAccessToken(accessToken)) {
    throw new InputError('invalid_account', 'account.accessToken must be a string of visible ASCII characters.')
  }
}
