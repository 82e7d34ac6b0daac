/**
 * PKCE with S256 (RFC 7636). Cronofy's documentation does not mention it. The behavior `pkce` decides whether the emulator ignores
 * or checks it (guess).
 *
 * @module
 */
import { CODE_CHALLENGE_PATTERN } from '../validation/token-format.ts'

/** The two parameters of an authorization request (section 4.3). */
export const PKCE_PARAMETERS = ['code_challenge', 'code_challenge_method'] as const

const CODE_CHALLENGE = new RegExp(CODE_CHALLENGE_PATTERN)

/** Section 4.1. */
const CODE_VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/

/** The challenge, which is `undefined` if there is none, or what is wrong with the parameters. */
export type ParsedCodeChallenge =
  | { readonly status: 'valid'; readonly codeChallenge: string | undefined }
  | { readonly status: 'invalid'; readonly problem: string }

/**
 * Parses the PKCE parameters of an authorization request. Only S256 is supported, so the method must be given: without
 * one, it is `plain` (section 4.3).
 */
export function parseCodeChallenge(query: URLSearchParams): ParsedCodeChallenge {
  const [challenge, method] = PKCE_PARAMETERS.map((name) => query.get(name))
  if (challenge == null && method == null) return { status: 'valid', codeChallenge: undefined }
  if (challenge == null) return { status: 'invalid', problem: 'code_challenge is missing' }
  if (method !== 'S256') return { status: 'invalid', problem: 'code_challenge_method is not "S256"' }
  return CODE_CHALLENGE.test(challenge)
    ? { status: 'valid', codeChallenge: challenge }
    : { status: 'invalid', problem: 'code_challenge is malformed' }
}

export function isCodeVerifier(value: string): boolean {
  return CODE_VERIFIER.test(value)
}

/** Computes the S256 challenge of a verifier (section 4.2). */
export async function codeChallengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
