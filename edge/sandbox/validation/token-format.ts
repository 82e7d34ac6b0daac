/**
 * The format of tokens, codes, PKCE challenges, and request IDs.
 *
 * @module
 */

/** Matches tokens and codes anywhere in a string, also truncated ones. It matches no request ID: tests need to see those. */
export const TOKEN_PATTERN: RegExp = /(?:at|rt|co)_[a-z]+_[0-9a-f]{8,32}/gi

/** An S256 challenge: a SHA-256 digest in base64url without padding (RFC 7636 section 4.2). */
export const CODE_CHALLENGE_PATTERN = '^[A-Za-z0-9_-]{43}$'

/** `at`: access token; `rt`: refresh token; `co`: authorization code; `pr`: permission request. */
export type TokenKind = 'at' | 'rt' | 'co' | 'pr'

/** The length of codes and access tokens (documented). Refresh tokens and request IDs have it too. */
export const TOKEN_LENGTH = 32

/**
 * Creates an unguessable string (at least 98 random bits) such as `at_de_3f0c…`. The prefix shows the kind and the data
 * center, so that a mix-up is easy to see. Cronofy's own tokens are opaque.
 */
export function createToken(kind: TokenKind, dataCenter: string): string {
  return `${kind}_${dataCenter}_${crypto.randomUUID().replaceAll('-', '')}`.slice(0, TOKEN_LENGTH)
}

export function isToken(kind: TokenKind, dataCenter: string, value: string): boolean {
  const prefix = `${kind}_${dataCenter}_`
  return value.length === TOKEN_LENGTH && value.startsWith(prefix) && /^[0-9a-f]+$/.test(value.slice(prefix.length))
}
