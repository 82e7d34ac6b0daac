import { createToken } from '../validation/token-format.ts'
import type { Clock } from './clock.ts'
import type { Authorization } from './tokens.ts'

/** The lifetime of a code in seconds (documented). */
const CODE_TTL_SECONDS = 600

export interface StoredCode {
  readonly code: string
  readonly authorization: Authorization
  readonly redirectUri: string
  /** The S256 challenge of PKCE. Absent if the authorization request had none. */
  readonly codeChallenge?: string
  readonly expiresAtMs: number
}

/** What a code is bound to. */
export interface CodeBinding {
  readonly redirectUri: string
  readonly codeChallenge?: string | undefined
}

/** The unused authorization codes of one data center (RFC 6749 section 4.1.2). */
export interface AuthorizationCodes {
  /** Creates a code that is bound to a redirect URI and, with PKCE, to a challenge. */
  issue(authorization: Authorization, binding: CodeBinding): string
  /**
   * Removes a code and returns its authorization. Returns undefined if the code is unknown, used, or expired, or
   * belongs to another application or redirect URI (documented). With `enforcePkce`, it also returns undefined if the code was issued
   * with another challenge, or if only one of the two has a challenge (RFC 7636 section 4.6; RFC 9700 section 2.1.1). Every
   * attempt uses up the code (guess).
   */
  redeem(code: string, proof: CodeBinding & { clientId: string; enforcePkce: boolean }): Authorization | undefined
  /** All unused codes, including expired ones. */
  export(): StoredCode[]
  restore(storedCodes: readonly StoredCode[]): void
}

export function createAuthorizationCodes(dataCenter: string, clock: Clock): AuthorizationCodes {
  const codes = new Map<string, StoredCode>()
  return {
    issue(authorization, { redirectUri, codeChallenge }) {
      const code = createToken('co', dataCenter)
      const expiresAtMs = clock.now() + CODE_TTL_SECONDS * 1000
      codes.set(code, {
        ...{ code, authorization, redirectUri, expiresAtMs },
        ...(codeChallenge !== undefined && { codeChallenge }),
      })
      return code
    },

    redeem(code, { clientId, redirectUri, codeChallenge, enforcePkce }) {
      const found = codes.get(code)
      codes.delete(code)
      if (found === undefined || clock.now() >= found.expiresAtMs) return undefined
      const isBound = found.authorization.clientId === clientId && found.redirectUri === redirectUri
      const isProven = !enforcePkce || found.codeChallenge === codeChallenge
      return isBound && isProven ? found.authorization : undefined
    },

    export: () => [...codes.values()],

    restore(storedCodes) {
      codes.clear()
      for (const stored of storedCodes) codes.set(stored.code, stored)
    },
  }
}
