/**
 * The authorizations of one data center and the tokens that stand for them.
 *
 * @module
 */
import type { components } from '../../../generated/api.ts'
import { createSecret } from '../validation/token-format.ts'
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
export interface HeldAccessToken {
  readonly accessToken: string
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number
}

/** An authorization in force with everything that stands for it, expired tokens too: they can still end it. */
export interface HeldAuthorization extends Authorization {
  readonly refreshToken: string
  /** Milliseconds since 1970. Absent where it lives as long as the authorization. */
  readonly refreshTokenExpiresAtMs?: number
  readonly accessTokens: readonly HeldAccessToken[]
}

/** The authorizations in force, and their tokens. */
export interface Tokens {
  /** Puts an authorization in force and answers its first tokens. */
  authorize(authorization: Authorization): TokenResponse
  /**
   * Answers a new access token; undefined where the refresh token is dead or another application's. Older access tokens
   * stay as they are (guess), and so does the refresh token (that it may change is documented; when, is not), unless it
   * `rotates`, which is asked where there is something to rotate: then it is dead, and the answer holds the next one.
   */
  refresh(refreshToken: string, clientId: string, rotates: () => boolean): TokenResponse | undefined
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
  held(): HeldAuthorization[]
  /** Puts these in the place of all. */
  restore(held: readonly HeldAuthorization[]): void
}

/** An authorization in force. */
interface Living extends Authorization {
  /** The one that is in use now. */
  refreshToken: string
  refreshTokenExpiresAtMs: number
}

/** Starts with no authorization. */
export function createTokens(dataCenter: string, clock: Clock): Tokens {
  // By refresh token. An access token is alive only while the authorization it came from is in here.
  const authorizations = new Map<string, Living>()
  const accessTokens = new Map<string, { readonly living: Living; expiresAtMs: number }>()

  function giveRefreshToken(living: Living): void {
    authorizations.delete(living.refreshToken)
    living.refreshToken = createSecret('rt', dataCenter)
    living.refreshTokenExpiresAtMs = Number.POSITIVE_INFINITY
    authorizations.set(living.refreshToken, living)
  }

  function issue(living: Living): TokenResponse {
    const { account, scope, refreshToken } = living
    const accessToken = createSecret('at', dataCenter)
    accessTokens.set(accessToken, { living, expiresAtMs: clock.now() + ACCESS_TOKEN_TTL_SECONDS * 1000 })
    const [linked] = account.profiles
    return {
      token_type: 'bearer',
      access_token: accessToken,
      expires_in: ACCESS_TOKEN_TTL_SECONDS,
      refresh_token: refreshToken,
      scope,
      account_id: account.sub,
      sub: account.sub,
      ...(linked !== undefined && {
        linking_profile: {
          provider_name: linked.provider_name,
          profile_id: linked.profile_id,
          profile_name: linked.profile_name,
        },
      }),
    }
  }

  return {
    authorize(authorization) {
      const living = { ...authorization, refreshToken: '', refreshTokenExpiresAtMs: Number.POSITIVE_INFINITY }
      giveRefreshToken(living)
      return issue(living)
    },

    refresh(refreshToken, clientId, rotates) {
      const living = authorizations.get(refreshToken)
      if (living?.clientId !== clientId || clock.now() >= living.refreshTokenExpiresAtMs) return undefined
      if (rotates()) giveRefreshToken(living)
      return issue(living)
    },

    find(accessToken) {
      const found = accessTokens.get(accessToken)
      if (found === undefined || clock.now() >= found.expiresAtMs) return undefined
      return authorizations.get(found.living.refreshToken)
    },

    revoke(token, clientId) {
      const refreshToken = accessTokens.get(token)?.living.refreshToken ?? token
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
      const living = authorizations.get(kind === 'access' ? (found?.living.refreshToken ?? '') : token)
      if (living === undefined) return false
      if (found !== undefined) found.expiresAtMs = Math.min(found.expiresAtMs, clock.now())
      else living.refreshTokenExpiresAtMs = Math.min(living.refreshTokenExpiresAtMs, clock.now())
      return true
    },

    held() {
      const tokensOf = new Map([...authorizations.values()].map((living) => [living, [] as HeldAccessToken[]]))
      // Those of an authorization that has ended stand for nothing any more.
      for (const [accessToken, { living, expiresAtMs }] of accessTokens) {
        tokensOf.get(living)?.push({ accessToken, expiresAtMs })
      }
      return [...tokensOf].map(([{ refreshTokenExpiresAtMs, ...rest }, tokens]) => ({
        ...rest,
        ...(refreshTokenExpiresAtMs !== Number.POSITIVE_INFINITY && { refreshTokenExpiresAtMs }),
        accessTokens: tokens,
      }))
    },

    restore(held) {
      authorizations.clear()
      accessTokens.clear()
      for (const { accessTokens: tokens, ...rest } of held) {
        const living = { refreshTokenExpiresAtMs: Number.POSITIVE_INFINITY, ...rest }
        authorizations.set(living.refreshToken, living)
        for (const { accessToken, expiresAtMs } of tokens) accessTokens.set(accessToken, { living, expiresAtMs })
      }
    },
  }
}
