import type { components } from '../../../generated/api.ts'
import type { Profile } from './accounts.ts'
import type { IssuedTokens } from './tokens.ts'

export type TokenResponse = components['schemas']['TokenResponse']

/** The response to a refresh: exactly these five fields (documented). */
export function toRefreshResponse({
  accessToken,
  refreshToken,
  expiresInSeconds,
  authorization,
}: IssuedTokens): TokenResponse {
  return {
    token_type: 'bearer',
    access_token: accessToken,
    expires_in: expiresInSeconds,
    refresh_token: refreshToken,
    scope: authorization.scope,
  }
}

/** The response to a code: it also says whose tokens they are (documented). */
export function toTokenResponse(issued: IssuedTokens): TokenResponse {
  const { account, linkingProfile = account.profiles[0] } = issued.authorization
  return {
    ...toRefreshResponse(issued),
    account_id: account.sub,
    sub: account.sub,
    ...(linkingProfile !== undefined && { linking_profile: toLinkingProfile(linkingProfile) }),
  }
}

function toLinkingProfile({ provider_name, provider_service, profile_id, profile_name }: Profile) {
  return {
    provider_name,
    // In a test of cronofy-csharp (SDK).
    ...(provider_service !== undefined && { provider_service }),
    profile_id,
    profile_name,
  }
}
