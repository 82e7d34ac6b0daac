/**
 * The authorizations of one data center and the tokens that stand for them.
 *
 * @module
 */
import type { components } from '../../../generated/api.ts'
import { createToken } from '../validation/token-format.ts'
import type { Account } from './accounts.ts'
import type { Clock } from './clock.ts'

/** Life of an access token in seconds (documented as approximate: `expires_in`). */
const ACCESS_TOKEN_TTL_SECONDS = 3600

/** What the token endpoint answers. */
export type TokenResponse = components['schemas']['TokenResponse']

/** What a user allowed an application. */
export interface Authorization {
  readonly clientId: string
  readonly account: Account
  /** Separated by spaces. */
  readonly scope: string
}

/** An access token of an authorization in force. */
export interface StoredAccessToken {
  readonly accessToken: string
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number
}

/** An authorization in force with everything that stands for it, expired tokens too: they can still end it. */
export interface StoredAuthorization extends Authorization {
  readonly refreshToken: string
  /** Milliseconds since 1970. Absent where it lives as long as the authorization. */
  readonly refreshTokenExpiresAtMs?: number
  readonly accessTokens: readonly StoredAccessToken[]
}

/** The authorizations in force, and their tokens. */
export interface Tokens {
  /** Puts an authorization in force and answers its first tokens. */
  authorize(authorization: Authorization): TokenResponse
  /**
   * Answers a new access token; undefined where the refresh token is dead or another application's. Older access tokens
   * stay as they are (guess), and so does the refresh token (that it may change is documented; when, is not), unless it
   * `shouldRotate`, which is asked where there is something to rotate: then it is dead, and the answer holds the next one.
   */
  refresh(refreshToken: string, clientId: string, shouldRotate: () => boolean): TokenResponse | undefined
  /** The authorization an access token stands for; undefined where it is unknown, expired or revoked. */
  find(accessToken: string): Authorization | undefined
  /**
   * Ends the authorization that one of its tokens names, and with it all of its tokens (guess). Does nothing for an
   * unknown token (RFC 7009 section 2.2) or another application's.
   */
  revoke(token: string, clientId: string): void
  /** Ends every authorization of the account that the application has (documented: `sub`). */
  revokeSubject(sub: string, clientId: string): void
  /**
   * Lets a token expire now, whichever kind it is: an access token is unknown to the API from here on, a refresh token
   * is dead while the access tokens that came from it live on. False where it stands for no authorization in force.
   */
  expire(kind: 'access' | 'refresh', token: string): boolean
  export(): StoredAuthorization[]
  /** Puts these in the place of all. */
  restore(storedAuthorizations: readonly StoredAuthorization[]): void
}

/** An authorization in force. */
interface ActiveAuthorization extends Authorization {
  /** The one that is in use now. */
  refreshToken: string
  refreshTokenExpiresAtMs: number
}

/** Starts with no authorization. */
export function createTokens(dataCenter: string, clock: Clock): Tokens {
  // By refresh token. An access token is alive only while the authorization it came from is in here.
  const authorizations = new Map<string, ActiveAuthorization>()
  const accessTokens = new Map<string, { readonly active: ActiveAuthorization; expiresAtMs: number }>()

  function issueRefreshToken(active: ActiveAuthorization): void {
    authorizations.delete(active.refreshToken)
    active.refreshToken = createToken('rt', dataCenter)
    active.refreshTokenExpiresAtMs = Number.POSITIVE_INFINITY
    authorizations.set(active.refreshToken, active)
  }

  function issueTokens(active: ActiveAuthorization): TokenResponse {
    const { account, scope, refreshToken } = active
    const accessToken = createToken('at', dataCenter)
    accessTokens.set(accessToken, { active, expiresAtMs: clock.now() + ACCESS_TOKEN_TTL_SECONDS * 1000 })
    const [linkingProfile] = account.profiles
    return {
      token_type: 'bearer',
      access_token: accessToken,
      expires_in: ACCESS_TOKEN_TTL_SECONDS,
      refresh_token: refreshToken,
      scope,
      account_id: account.sub,
      sub: account.sub,
      ...(linkingProfile !== undefined && {
        linking_profile: {
          provider_name: linkingProfile.provider_name,
          profile_id: linkingProfile.profile_id,
          profile_name: linkingProfile.profile_name,
        },
      }),
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
      if (authorizations.get(refreshToken)?.clientId === clientId) authorizations.delete(refreshToken)
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
      // Those of an authorization that has ended stand for nothing any more.
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
