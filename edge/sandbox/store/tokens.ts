import { createToken } from '../validation/token-format.ts'
import type { Account, Profile } from './accounts.ts'
import type { Clock } from './clock.ts'

/** The lifetime of an access token in seconds (documented as approximate: `expires_in`). */
const ACCESS_TOKEN_TTL_SECONDS = 3600

/** What a user allowed an application to do. */
export interface Authorization {
  readonly clientId: string
  readonly account: Account
  /** Separated by spaces. */
  readonly scope: string
  /** The profile that the user signed in with. By default, the first one of the account. */
  readonly linkingProfile?: Profile
}

/** The tokens that an authorization has just received. */
export interface IssuedTokens {
  readonly accessToken: string
  readonly refreshToken: string
  /** The lifetime of the access token. */
  readonly expiresInSeconds: number
  readonly authorization: Authorization
}

export interface StoredAccessToken {
  readonly accessToken: string
  readonly expiresAtMs: number
}

/** An authorization with its tokens, including expired ones, because each of them can revoke it. */
export interface StoredAuthorization extends Authorization {
  readonly refreshToken: string
  readonly refreshTokenExpiresAtMs?: number
  readonly accessTokens: readonly StoredAccessToken[]
}

/** The authorizations of one data center, and their tokens. */
export interface Tokens {
  authorize(authorization: Authorization): IssuedTokens
  /**
   * Returns a new access token, or undefined if the refresh token is invalid or belongs to another application. Older
   * access tokens stay valid (guess). So does the refresh token, unless `shouldRotate` returns true: then there is a new
   * one (documented as possible). It is called only if the refresh token is valid.
   */
  refresh(refreshToken: string, clientId: string, shouldRotate: () => boolean): IssuedTokens | undefined
  /** The authorization of an access token, or undefined if the token is unknown, expired, or revoked. */
  find(accessToken: string): Authorization | undefined
  /**
   * Revokes the authorization of a token, and with it all of its tokens (guess). Returns the account. Ignores an unknown
   * token (RFC 7009 section 2.2) and one of another application.
   */
  revoke(token: string, clientId: string): Account | undefined
  /** Revokes all authorizations of the account for this application (documented: `sub`). */
  revokeSubject(sub: string, clientId: string): void
  /**
   * Expires a token. The access tokens of an expired refresh token stay valid. Returns false if it belongs to no
   * authorization.
   */
  expire(kind: 'access' | 'refresh', token: string): boolean
  export(): StoredAuthorization[]
  restore(storedAuthorizations: readonly StoredAuthorization[]): void
}

interface ActiveAuthorization extends Authorization {
  refreshToken: string
  refreshTokenExpiresAtMs: number
}

export function createTokens(dataCenter: string, clock: Clock): Tokens {
  // By refresh token. An access token is valid only while its authorization is in here.
  const authorizations = new Map<string, ActiveAuthorization>()
  const accessTokens = new Map<string, { readonly active: ActiveAuthorization; expiresAtMs: number }>()

  function issueRefreshToken(active: ActiveAuthorization): void {
    authorizations.delete(active.refreshToken)
    active.refreshToken = createToken('rt', dataCenter)
    active.refreshTokenExpiresAtMs = Number.POSITIVE_INFINITY
    authorizations.set(active.refreshToken, active)
  }

  function issueTokens(active: ActiveAuthorization): IssuedTokens {
    const accessToken = createToken('at', dataCenter)
    accessTokens.set(accessToken, { active, expiresAtMs: clock.now() + ACCESS_TOKEN_TTL_SECONDS * 1000 })
    return {
      accessToken,
      refreshToken: active.refreshToken,
      expiresInSeconds: ACCESS_TOKEN_TTL_SECONDS,
      authorization: active,
    }
  }

  return {
    authorize(authorization) {
      const active = { ...authorization, refreshToken: '', refreshTokenExpiresAtMs: Number.POSITIVE_INFINITY }
      issueRefreshToken(active)
      return issueTokens(active)
    },

    refresh(refreshToken, clientId, shouldRotate) {
      const active = authorizations.get(refreshToken)
      if (active?.clientId !== clientId || clock.now() >= active.refreshTokenExpiresAtMs) return undefined
      if (shouldRotate()) issueRefreshToken(active)
      return issueTokens(active)
    },

    find(accessToken) {
      const found = accessTokens.get(accessToken)
      if (found === undefined || clock.now() >= found.expiresAtMs) return undefined
      return authorizations.get(found.active.refreshToken)
    },

    revoke(token, clientId) {
      const refreshToken = accessTokens.get(token)?.active.refreshToken ?? token
      const active = authorizations.get(refreshToken)
      if (active?.clientId !== clientId) return undefined
      authorizations.delete(refreshToken)
      return active.account
    },

    revokeSubject(sub, clientId) {
      for (const [refreshToken, authorization] of authorizations) {
        if (authorization.account.sub === sub && authorization.clientId === clientId) {
          authorizations.delete(refreshToken)
        }
      }
    },

    expire(kind, token) {
      const found = kind === 'access' ? accessTokens.get(token) : undefined
      const active = authorizations.get(kind === 'access' ? (found?.active.refreshToken ?? '') : token)
      if (active === undefined) return false
      if (found !== undefined) found.expiresAtMs = Math.min(found.expiresAtMs, clock.now())
      else active.refreshTokenExpiresAtMs = Math.min(active.refreshTokenExpiresAtMs, clock.now())
      return true
    },

    export() {
      const tokensOf = new Map([...authorizations.values()].map((active) => [active, [] as StoredAccessToken[]]))
      // The tokens of revoked authorizations are invalid.
      for (const [accessToken, { active, expiresAtMs }] of accessTokens) {
        tokensOf.get(active)?.push({ accessToken, expiresAtMs })
      }
      return [...tokensOf].map(([{ refreshTokenExpiresAtMs, ...rest }, tokens]) => ({
        ...rest,
        ...(refreshTokenExpiresAtMs !== Number.POSITIVE_INFINITY && { refreshTokenExpiresAtMs }),
        accessTokens: tokens,
      }))
    },

    restore(storedAuthorizations) {
      authorizations.clear()
      accessTokens.clear()
      for (const { accessTokens: tokens, ...rest } of storedAuthorizations) {
        const active = { refreshTokenExpiresAtMs: Number.POSITIVE_INFINITY, ...rest }
        authorizations.set(active.refreshToken, active)
        for (const { accessToken, expiresAtMs } of tokens) accessTokens.set(accessToken, { active, expiresAtMs })
      }
    },
  }
}
