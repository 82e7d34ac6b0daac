/**
 * Every limit that openapi.yaml sets, and its source. Cronofy documents few limits. An invented one would make strict clients
 * reject valid responses.
 *
 * @module
 */

/** An ID or a required string is not empty. The description says that this is a guess. */
const NOT_EMPTY = 'guess: not empty'
const DOCUMENTED = 'documented values'
const DOCUMENTED_URL = 'documented as a URL'

/** By `Schema.field keyword=value`. */
export const LIMITS: Readonly<Record<string, string>> = {
  'PermissionsRequest.permissions minItems=1': 'guess: an empty list is refused',
  'PermissionsRequest.redirect_uri format=uri': DOCUMENTED_URL,
  'PermissionsRequest.redirect_uri minLength=1': NOT_EMPTY,
  'PermissionRequestItem.calendar_id minLength=1': NOT_EMPTY,
  'PermissionRequestItem.permission_level enum=unrestricted': DOCUMENTED,
  'PermissionsRequestResult.url format=uri': DOCUMENTED_URL,
  'PermissionsRequestResult.url minLength=1': NOT_EMPTY,
  'Calendar.calendar_id minLength=1': NOT_EMPTY,
  'UserInfo.sub minLength=1': NOT_EMPTY,
  'UserInfoProfile.profile_id minLength=1': NOT_EMPTY,
  'UserInfoProfile.profile_relink_url format=uri': DOCUMENTED_URL,
  'TokenRequest.client_id minLength=1': NOT_EMPTY,
  'TokenRequest.client_secret minLength=1': NOT_EMPTY,
  'TokenRequest.grant_type enum=authorization_code,refresh_token': DOCUMENTED,
  'TokenRequest.code minLength=1': NOT_EMPTY,
  'TokenRequest.redirect_uri format=uri': DOCUMENTED_URL,
  'TokenRequest.redirect_uri minLength=1': NOT_EMPTY,
  'TokenRequest.refresh_token minLength=1': NOT_EMPTY,
  'TokenResponse.token_type pattern=^[Bb][Ee][Aa][Rr][Ee][Rr]$': 'documented value, in any case: RFC 6749 section 5.1',
  'TokenResponse.access_token minLength=1': NOT_EMPTY,
  'TokenResponse.access_token pattern=^[\\x20-\\x7E]+$': 'RFC 6749 appendix A.12',
  'TokenResponse.expires_in format=int32': 'documented: about 3600',
  'TokenResponse.expires_in minimum=1': 'documented: a positive integer',
  'TokenResponse.expires_in maximum=2147483647': 'documented',
  'TokenResponse.refresh_token minLength=1': NOT_EMPTY,
  'TokenResponse.refresh_token pattern=^[\\x20-\\x7E]+$': 'RFC 6749 appendix A.17',
  'TokenResponse.scope pattern=^[\\x21\\x23-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*$':
    'RFC 6749 appendix A.4',
  'TokenResponse.account_id minLength=1': NOT_EMPTY,
  'TokenResponse.sub minLength=1': NOT_EMPTY,
  'LinkingProfile.profile_id minLength=1': NOT_EMPTY,
  'RevokeRequest minProperties=3':
    'the credentials and one more field; documented as a token or a sub, which `anyOf` would say',
  'RevokeRequest.client_id minLength=1': NOT_EMPTY,
  'RevokeRequest.client_secret minLength=1': NOT_EMPTY,
  'RevokeRequest.token minLength=1': NOT_EMPTY,
  'RevokeRequest.token_type_hint enum=access_token,refresh_token': 'RFC 7009 section 2.1',
  'RevokeRequest.sub minLength=1': NOT_EMPTY,
}
