/**
 * The authorizations of one data center and the tokens that stand for them.
 *
 * @module
 */
import type { components } from '../../generated/api.ts'
import type { Account } from './accounts.ts'
import type { Clock } from './clock.ts'
import { createSecret } from './secret.ts'

/** Life of an access token in seconds (documented as approximate: `expires_in`). */
export const ACCESS_TOKEN_TTL_SECONDS = 3600

/** What the token endpoint answers. */
export type TokenResponse = components['schemas']['TokenResponse']

/** What a user allowed an application. */
export interface Authorization {
  readonly clientId: string
  readonly account: Account
  /** Separated by spaces. */
  readonly scope: string
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
}

/** An authorization in force. */
interface Living extends Authorization {
  /** The one that is in use now. */
  refreshToken: string
}

/** Starts with no authorization. */
export function createTokens(dataCenter: string, clock: Clock): Tokens {
  // By refresh token. An access token is alive only while the authorization it came from is in here.
  const authorizations = new Map<string, Living>()
  const accessTokens = new Map<string, { living: Living; expiresAtMs: number }>()

  function giveRefreshToken(living: Living): void {
    authorizations.delete(living.refreshToken)
    living.refreshToken = createSecret('rt', dataCenter)
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
      const living = { ...authorization, refreshToken: '' }
      giveRefreshToken(living)
      return issue(living)
    },

    refresh(refreshToken, clientId, rotates) {
      const living = authorizations.get(refreshToken)
      if (living?.clientId !== clientId) return undefined
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
  }
}
