import { createToken } from '../validation/token-format.ts'
import type { Clock } from './clock.ts'
import type { Authorization } from './tokens.ts'

/** The lifetime of a code in seconds: the maximum that RFC 6749 section 4.1.2 recommends. Cronofy's is a guess. */
const CODE_TTL_SECONDS = 600

export interface StoredCode {
  readonly code: string
  readonly authorization: Authorization
  readonly redirectUri: string
  readonly expiresAtMs: number
}

/** The unused authorization codes of one data center (RFC 6749 section 4.1.2). */
export interface AuthorizationCodes {
  /** Creates a code for a redirect to `redirectUri`. */
  issue(authorization: Authorization, redirectUri: string): string
  /**
   * Removes a code and returns its authorization. Returns undefined if the code is unknown, used, or expired, or
   * belongs to another application or redirect URI. Every attempt uses up the code (guess).
   */
  redeem(code: string, clientId: string, redirectUri: string): Authorization | undefined
  /** All unused codes, including expired ones. */
  export(): StoredCode[]
  restore(storedCodes: readonly StoredCode[]): void
}

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
