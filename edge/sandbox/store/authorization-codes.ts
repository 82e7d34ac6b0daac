/**
 * The authorization codes of one data center (RFC 6749 section 4.1.2).
 *
 * @module
 */

import { createToken } from '../validation/token-format.ts'
import type { Clock } from './clock.ts'
import type { Authorization } from './tokens.ts'

/** Life of a code in seconds: the longest that RFC 6749 section 4.1.2 recommends. The provider's is a guess. */
const CODE_TTL_SECONDS = 600

/** A code that was not used yet. */
export interface StoredCode {
  readonly code: string
  readonly authorization: Authorization
  readonly redirectUri: string
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number
}

/** The codes that wait to be exchanged. */
export interface AuthorizationCodes {
  /** Makes a code for the application's return to `redirectUri`. */
  issue(authorization: Authorization, redirectUri: string): string
  /**
   * Takes a code out of use and answers what it stands for; undefined where it is unknown, used or expired, or was issued
   * to another application or for another redirect URI. It is used up by the attempt, whatever comes of it (guess).
   */
  redeem(code: string, clientId: string, redirectUri: string): Authorization | undefined
  /** All that were not used, expired ones too. */
  export(): StoredCode[]
  /** Puts these in the place of all. */
  restore(storedCodes: readonly StoredCode[]): void
}

/** Starts with no code. */
export function createAuthorizationCodes(dataCenter: string, clock: Clock): AuthorizationCodes {
  const codes = new Map<string, StoredCode>()
  return {
    issue(authorization, redirectUri) {
      const code = createToken('co', dataCenter)
      codes.set(code, { code, authorization, redirectUri, expiresAtMs: clock.now() + CODE_TTL_SECONDS * 1000 })
      return code
    },

    redeem(code, clientId, redirectUri) {
      const found = codes.get(code)
      codes.delete(code)
      if (found === undefined || clock.now() >= found.expiresAtMs) return undefined
      const isBound = found.authorization.clientId === clientId && found.redirectUri === redirectUri
      return isBound ? found.authorization : undefined
    },

    export: () => [...codes.values()],

    restore(storedCodes) {
      codes.clear()
      for (const stored of storedCodes) codes.set(stored.code, stored)
    },
  }
}
