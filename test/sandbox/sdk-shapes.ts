/**
 * How the official SDKs for Ruby, PHP and C# write their requests, for replay: the SDKs themselves cannot be installed with
 * npm. Nothing of their code is here, only what it puts on the wire; each says where that was read.
 *
 * @module
 */
import { CLIENT, permissionsBody } from './sandbox-client.ts'

/** A request as an SDK writes it. `Host` and `Content-Length` are the connection's. */
export interface SdkRequest {
  readonly method: 'GET' | 'POST'
  /** Which host of the data center it is for: `api-de.cronofy.com` or `app-de.cronofy.com`. */
  readonly host: 'api' | 'app'
  /** Behind the base URL. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** The requests of one SDK. */
export interface SdkShape {
  /** Its name and the version that was read. */
  readonly sdk: string
  /** The files of its repository that say so. */
  readonly sources: readonly string[]
  /**
   * What may stand behind the sandbox's origin in the base URL. Where the SDK's HTTP client resolves `/v1/…` against the
   * base URL (RFC 3986 section 5.2.2), as Ruby's does, a prefix is lost: there only `us` can be reached.
   */
  readonly prefixes: readonly ('' | '/us' | '/de')[]
  /** The address of the authorize page, with the SDK's own default scopes where it has some. */
  authorize(redirectUri: string): string
  exchange(code: string, redirectUri: string): SdkRequest
  refresh(refreshToken: string): SdkRequest
  revoke(target: { token: string } | { sub: string }): SdkRequest
  /** Revokes, and asks Cronofy to erase personal data. */
  eraseBySub?(sub: string): SdkRequest
  calendars(token: string): SdkRequest
  userInfo(token: string): SdkRequest
  permissions(token: string, calendarIds: readonly string[], redirectUri: string): SdkRequest
}

function ruby(): SdkShape {
  const everywhere = {
    'User-Agent': 'Cronofy Ruby 0.41.2',
    'Accept-Encoding': 'gzip;q=1.0,deflate;q=0.6,identity;q=0.3',
    Accept: '*/*',
  }
  const post = (path: string, fields: Record<string, string>, host: SdkRequest['host']): SdkRequest => ({
    method: 'POST',
    host,
    path,
    headers: { ...everywhere, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: toQuery(fields),
  })
  const get = (path: string, token: string): SdkRequest => ({
    method: 'GET',
    host: 'api',
    path,
    headers: { ...everywhere, Authorization: `Bearer ${token}` },
  })
  // The encoder of the HTTP client sorts by name and writes a space as "+".
  function toQuery(fields: Record<string, string>): string {
    const query = new URLSearchParams(fields)
    query.sort()
    return query.toString()
  }
  return {
    sdk: 'cronofy-ruby 0.41.2',
    sources: ['lib/cronofy.rb', 'lib/cronofy/auth.rb', 'lib/cronofy/client.rb', 'spec/lib/cronofy/auth_spec.rb'],
    prefixes: [''],
    authorize: (redirect_uri) =>
      `/oauth/authorize?${toQuery({
        client_id: CLIENT.client_id,
        redirect_uri,
        response_type: 'code',
        scope: 'read_events list_calendars create_event',
      })}`,
    exchange: (code, redirect_uri) =>
      post('/oauth/token', { ...CLIENT, grant_type: 'authorization_code', code, redirect_uri }, 'app'),
    // The client that exchanged the code refreshes there too. A new client with stored tokens uses the API host.
    refresh: (refresh_token) => post('/oauth/token', { ...CLIENT, grant_type: 'refresh_token', refresh_token }, 'app'),
    revoke: (named) => post('/oauth/token/revoke', { ...CLIENT, ...named }, 'api'),
    calendars: (token) => get('/v1/calendars', token),
    userInfo: (token) => get('/v1/userinfo', token),
    permissions: (token, ids, redirectUri) => ({
      method: 'POST',
      host: 'api',
      path: '/v1/permissions',
      headers: {
        ...everywhere,
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify(permissionsBody(ids, redirectUri)),
    }),
  }
}

function php(): SdkShape {
  const everywhere = { 'User-Agent': 'Cronofy PHP 1.0.0', Accept: '*/*', 'Accept-Encoding': 'deflate, gzip, br, zstd' }
  // Once it has a token it sends it with every call, to the token endpoint too.
  let kept = ''
  const authorized = (token: string) => (token === '' ? {} : { Authorization: `Bearer ${token}` })
  const post = (path: string, fields: object, token = kept): SdkRequest => ({
    method: 'POST',
    host: 'api',
    path,
    headers: { ...authorized(token), ...everywhere, 'Content-Type': 'application/json; charset=utf-8' },
    // Its encoder escapes slashes.
    body: JSON.stringify(fields).replaceAll('/', '\\/'),
  })
  const get = (path: string, token: string): SdkRequest => {
    kept = token
    return { method: 'GET', host: 'api', path, headers: { ...authorized(token), ...everywhere } }
  }
  return {
    sdk: 'cronofy-php 1.7.4',
    sources: ['src/Cronofy.php', 'src/Http/CurlRequest.php'],
    prefixes: ['', '/us', '/de'],
    authorize: (redirectUri) =>
      `/oauth/authorize?response_type=code&client_id=${CLIENT.client_id}&redirect_uri=${encodeURIComponent(redirectUri)}` +
      '&scope=read_write%20free_busy&avoid_linking=1',
    exchange: (code, redirect_uri) =>
      post('/oauth/token', { ...CLIENT, grant_type: 'authorization_code', code, redirect_uri }),
    refresh: (refresh_token) => post('/oauth/token', { ...CLIENT, grant_type: 'refresh_token', refresh_token }),
    revoke: (named) => post('/oauth/token/revoke', { ...CLIENT, ...named }),
    calendars: (token) => get('/v1/calendars', token),
    userInfo: (token) => get('/v1/userinfo', token),
    permissions: (token, ids, redirectUri) => post('/v1/permissions', permissionsBody(ids, redirectUri), token),
  }
}

function csharp(): SdkShape {
  const everywhere = {
    'User-Agent': 'Cronofy .NET 1.12.8.0',
    'Accept-Encoding': 'gzip, deflate',
    // Of a request that is not encoded at all; a server that believed it could not read one of them.
    'Content-Encoding': 'gzip;q=1.0,deflate;q=0.6,identity;q=0.3',
  }
  const post = (path: string, fields: object, headers: Record<string, string> = {}): SdkRequest => ({
    method: 'POST',
    host: path.startsWith('/oauth/') ? 'app' : 'api',
    path,
    headers: { ...headers, 'Content-Type': 'application/json; charset=utf-8', ...everywhere },
    body: JSON.stringify(fields),
  })
  const get = (path: string, token: string): SdkRequest => ({
    method: 'GET',
    host: 'api',
    path,
    headers: { Authorization: `Bearer ${token}`, ...everywhere },
  })
  return {
    sdk: 'cronofy-csharp 1.12.8',
    sources: [
      'src/Cronofy/ConcreteHttpClient.cs',
      'src/Cronofy/CronofyOAuthClient.cs',
      'src/Cronofy/HttpRequest.cs',
      'src/Cronofy/UrlProvider.cs',
      'test/Cronofy.Test/CronofyOAuthClientTests/GetAuthorizationUrl.cs',
      'test/Cronofy.Test/CronofyOAuthClientTests/GetTokenFromCode.cs',
      'test/Cronofy.Test/CronofyOAuthClientTests/RevokeToken.cs',
    ],
    prefixes: ['', '/us', '/de'],
    authorize: (redirectUri) =>
      `/oauth/authorize?client_id=${CLIENT.client_id}&response_type=code&redirect_uri=${encodeURIComponent(redirectUri)}` +
      '&scope=read_account%20read_events%20create_event%20delete_event',
    exchange: (code, redirect_uri) =>
      post('/oauth/token', { ...CLIENT, grant_type: 'authorization_code', code, redirect_uri }),
    refresh: (refresh_token) => post('/oauth/token', { ...CLIENT, grant_type: 'refresh_token', refresh_token }),
    revoke: (named) => post('/oauth/token/revoke', { ...CLIENT, ...named }),
    eraseBySub: (sub) => post('/oauth/token/revoke', { ...CLIENT, sub, request_pii_erasure: true }),
    calendars: (token) => get('/v1/calendars', token),
    userInfo: (token) => get('/v1/userinfo', token),
    permissions: (token, ids, redirectUri) =>
      post('/v1/permissions', permissionsBody(ids, redirectUri), { Authorization: `Bearer ${token}` }),
  }
}

/** Those that are replayed. Each is made anew: PHP's remembers a token. */
export const SDK_SHAPES: readonly (() => SdkShape)[] = [ruby, php, csharp]

/** Sends what an SDK would, and answers status, headers and body. */
export type SendShape = (
  prefix: string,
  request: SdkRequest,
) => Promise<{
  readonly status: number
  readonly location: string | null
  readonly text: string
}>

/**
 * Walks through the whole flow as an SDK does, and answers what each step came to. The person in front of the pages is
 * played with requests of a browser's shape.
 */
export async function runSdkFlow(shape: SdkShape, prefix: string, send: SendShape): Promise<Record<string, unknown>> {
  const dataCenter = prefix.slice(1) || 'us'
  const redirectUri = 'https://app.example.com/callback?own=a b'.replace(' ', '%20')
  const browse = (path: string, form: string): SdkRequest => ({
    method: 'POST',
    host: 'app',
    path,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form,
  })
  const json = async (request: SdkRequest): Promise<Record<string, unknown>> => {
    const { status, text } = await send(prefix, request)
    return { status, ...(text === '' ? {} : (JSON.parse(text) as object)) }
  }
  const levels = (read: Record<string, unknown>) => {
    const calendars = (read['calendars'] ?? []) as { calendar_id: string; permission_level: string }[]
    return calendars.find(({ calendar_id }) => calendar_id.endsWith('_work'))?.permission_level
  }

  const signedIn = await send(prefix, browse(shape.authorize(redirectUri), 'account=google'))
  const code = new URL(signedIn.location ?? '').searchParams.get('code') ?? ''
  const tokens = (await json(shape.exchange(code, redirectUri))) as Record<string, string>
  const { access_token: token = '', refresh_token: refreshToken = '' } = tokens
  const before = await json(shape.calendars(token))
  const userInfo = await json(shape.userInfo(token))
  const asked = await json(shape.permissions(token, [`cal_${dataCenter}_google1_work`], redirectUri))
  const { url = '' } = (asked['permissions_request'] ?? {}) as { url?: string }
  const accepted = await send('', browse(new URL(url).pathname, 'decision=accept-all'))
  const after = await json(shape.calendars(token))
  const refreshed = await json(shape.refresh(refreshToken))
  const unknown = await json(shape.permissions(token, ['cal_unknown'], redirectUri))
  const revoked = await json(shape.revoke({ token: refreshToken }))
  const calendarsAfterRevoke = await json(shape.calendars(token))
  const refreshAfterRevoke = await json(shape.refresh(refreshToken))
  const sub = tokens['sub'] ?? ''
  const revokeBySub = await json(shape.revoke({ sub }))
  const erased = await json(shape.eraseBySub?.(sub) ?? shape.revoke({ sub }))
  return {
    exchanged: tokens['status'],
    sub: userInfo['sub'],
    before: levels(before),
    back: accepted.location,
    after: levels(after),
    refreshed: refreshed['status'],
    unknown: unknown['status'],
    revoked: revoked['status'],
    late: calendarsAfterRevoke['status'],
    dead: refreshAfterRevoke['error'],
    bySub: revokeBySub['status'],
    erased: erased['status'],
  }
}

/** What the walk comes to. */
export function expectedFlow(prefix: string): Record<string, unknown> {
  return {
    exchanged: 200,
    sub: `acc_${prefix.slice(1) || 'us'}_google`,
    before: 'sandbox',
    back: 'https://app.example.com/callback?own=a%20b',
    after: 'unrestricted',
    refreshed: 200,
    unknown: 422,
    revoked: 200,
    late: 401,
    dead: 'invalid_grant',
    bySub: 200,
    erased: 200,
  }
}
