/**
 * What nobody may guess: tokens, codes and the addresses of access pages.
 *
 * @module
 */

/**
 * Tokens and codes wherever they stand in a text, also where an error text cut them short; not access pages, whose addresses
 * a test has to see.
 */
export const TOKEN_PATTERN: RegExp = /(?:at|rt|co)_[a-z]+_[0-9a-f]{8,32}/gi

/** What a secret is for: access token, refresh token, code, permission request. */
export type TokenKind = 'at' | 'rt' | 'co' | 'pr'

/**
 * Makes an unguessable text (122 random bits). It begins with what it is (access token, refresh token, code, permission
 * request) and its data center, so that one in the wrong place can be told at a glance: `at_de_3f0c…`. The provider's own
 * are opaque; the form is ours.
 */
export function createToken(kind: TokenKind, dataCenter: string): string {
  return `${kind}_${dataCenter}_${crypto.randomUUID().replaceAll('-', '')}`
}

/** Whether `createToken` could have made `value`. Anything else would not be masked wherever it stands. */
export function isToken(kind: TokenKind, dataCenter: string, value: string): boolean {
  return value.startsWith(`${kind}_${dataCenter}_`) && /^[a-z]+_[a-z]+_[0-9a-f]{32}$/.test(value)
}
