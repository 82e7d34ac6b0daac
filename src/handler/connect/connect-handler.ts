/**
 * OAuth with Cronofy as a function from `Request` to `Response`, for any framework: {@link createConnectHandler}.
 *
 * @module
 */
import { createClient } from '../../client/client.ts'
import type { Client } from '../../client/types.ts'
import type { DataCenter } from '../../data-centers.ts'
import { ConfigurationError } from '../../errors.ts'
import type { AuthorizeParameters, OAuthApplication, Tokens } from '../../oauth.ts'
import type { KeyRing } from '../../sealing/key-ring.ts'
import { quoteUrl } from '../../shared/redact.ts'
import { toApplicationMap } from '../applications.ts'
import {
  createStepWrapper,
  type Exchange,
  type HandlerHooks,
  notFound,
  redirect,
  rejectMethod,
  respondSignedOut,
  withCookies,
} from '../exchange.ts'
import { isPrefetch } from '../http/prefetch.ts'
import { rawPath } from '../http/request-url.ts'
import { mountPathProblem, returnUrlProblem } from '../http/web-url.ts'
import { assertMountedAt } from '../mount.ts'
import { createReturnUrlAllowlist, withResultParams } from '../return-allowlist.ts'
import { createAuthorization } from './authorization.ts'

/**
 * Options of {@link createConnectHandler}. `Context` is the type of the second argument of `fetch`, which every hook receives. It can be
 * the session, or your framework's context.
 */
export interface ConnectHandlerOptions<Context = void> extends HandlerHooks<Context> {
  /** The application's credentials, one for each data center. */
  applications: readonly OAuthApplication[]
  /** From `createKeyRing`. */
  keys: KeyRing
  /**
   * The absolute URL at which the handler is mounted, as a browser sees it, such as `https://app.example.com/cronofy`.
   * Register `{baseUrl}/callback/{data center}` as a redirect URI of each application.
   */
  baseUrl: string
  /**
   * Returns the ID of the user who is signed in to your application, or `null` if no user is signed in. It is called at `connect`
   * and at `callback`. If the two IDs differ, the response is 403 `account_mismatch`, and the code is not exchanged.
   */
  getSubject: (context: Context) => string | null | Promise<string | null>
  /**
   * The URLs at which an authorization may end. Each entry allows its origin, and its path with everything below it. The
   * first entry is the default.
   */
  allowedReturnUrls: readonly string[]
  /**
   * Stores the tokens. The user continues when the hook is done. Store `{ dataCenter, ...tokens }`, because `load` of
   * `createTokenManager` returns this. If a user may connect several accounts, store each by `subject`, `dataCenter`, and `account.sub`. If the hook throws,
   * the user sees a page that offers to connect again. The authorization is not revoked.
   */
  onConnected: (context: Context, connection: Connection) => void | Promise<void>
  /**
   * The scopes that users are asked to authorize, separated by spaces.
   * @default 'read_write'
   */
  scope?: string | undefined
  /**
   * With `true`, a second account that is authorized in the same browser stays separate. With `false`, Cronofy links it to the
   * first, even if it belongs to another person.
   * @default true
   */
  avoidLinking?: boolean | undefined
  /**
   * Whether to send PKCE parameters (S256). Cronofy does not document them, and a server ignores parameters that it does not
   * know (RFC 6749 section 3.1).
   * @default true
   */
  pkce?: boolean | undefined
  /** Returns parameters of one authorization, such as the calendar provider whose sign-in page to show at once. */
  authorizeParameters?: ((context: Context) => AuthorizeParameters | Promise<AuthorizeParameters>) | undefined
  /**
   * From `createClient`.
   * @default a client for Cronofy
   */
  client?: Client | undefined
}

/** A user's new connection to Cronofy. */
export interface Connection {
  /** The user who is signed in. */
  readonly subject: string
  /** Where the account is. Store it with the tokens, which are valid there only. */
  readonly dataCenter: DataCenter
  /** Store them encrypted, under `subject`. */
  readonly tokens: Tokens
  /** The account. Cronofy may leave out each of its properties. */
  readonly account: {
    /** Cronofy's ID of the account. */
    readonly sub: string | undefined
    /** The name of the connected profile, usually an email address. */
    readonly profileName: string | undefined
    /** The calendar provider, such as `google`. */
    readonly providerName: string | undefined
  }
}

/** The handler. It responds to one request and never throws. */
export interface ConnectHandler<Context = void> {
  /** Responds to `GET …/connect/{data center}` and `GET …/callback/{data center}`. Anything else is 404 or 405. */
  readonly fetch: (request: Request, context: Context) => Promise<Response>
}

const ROUTE = /\/(connect|callback)\/([a-z]{2,10})$/

/**
 * Creates the handler that connects users to Cronofy.
 *
 * - `GET …/connect/{data center}` redirects to Cronofy's sign-in. Link to it with a plain `<a href>`, because a router's link component
 *   may prefetch it. The query parameter `return_to` is the URL at which the user ends. Its default is the first of
 *   `allowedReturnUrls`.
 * - `GET …/callback/{data center}` exchanges the code for tokens, awaits `onConnected`, and responds with 303 to `return_to`.
 *   The parameter `connection_status` is `connected`, or `error` with `connection_error`, such as `access_denied`.
 *
 * Each authorization has a sealed cookie with its state. The user has ten minutes to finish. A callback that is
 * loaded again leads to the same URL, without another exchange.
 *
 * @throws {ConfigurationError} if `applications`, `baseUrl`, or `allowedReturnUrls` is invalid
 * @example
 * ```ts
 * const connect = createConnectHandler({
 *   applications: [{ dataCenter: 'us', clientId, clientSecret }],
 *   keys: createKeyRing([sealingKey]),
 *   baseUrl: 'https://app.example.com/cronofy',
 *   getSubject: (session: Session | undefined) => session?.userId ?? null,
 *   allowedReturnUrls: ['https://app.example.com/settings'],
 *   onConnected: (session, { subject, dataCenter, tokens }) => saveTokens(subject, dataCenter, tokens),
 * })
 * // In the route of `/cronofy/*`:
 * const response = await connect.fetch(request, await readSession(request))
 * ```
 */
export function createConnectHandler<Context = void>(options: ConnectHandlerOptions<Context>): ConnectHandler<Context> {
  const { keys, getSubject, onConnected, authorizeParameters, client = createClient() } = options
  const { scope = 'read_write', avoidLinking = true, pkce = true } = options
  const applications = toApplicationMap(options.applications)
  const baseUrl = parseBaseUrl(options.baseUrl)
  const allowlist = createReturnUrlAllowlist(options.allowedReturnUrls, new URL(baseUrl).origin)
  const authorization = createAuthorization<Context>({
    client,
    keys,
    applications,
    baseUrl,
    callbackUrl: (dataCenter) => `${baseUrl}/callback/${dataCenter}`,
    scope,
    pkce,
    avoidLinking,
    authorizeParameters,
    getSubject,
    save: (context, { subject = '', dataCenter, tokens }) => {
      const { sub, profileName, providerName } = tokens
      return onConnected(context, { subject, dataCenter, tokens, account: { sub, profileName, providerName } })
    },
  })

  const connect = async (exchange: Exchange<Context>, application: OAuthApplication): Promise<Response> => {
    const target = allowlist.require(new URL(exchange.request.url).searchParams.get('return_to') || undefined)
    const subject = await getSubject(exchange.context)
    if (!subject) return respondSignedOut(exchange, target)
    const { url, cookies } = await authorization.begin(exchange, { application, returnTo: target.href, subject })
    return redirect(url, cookies)
  }

  const callback = async (exchange: Exchange<Context>, application: OAuthApplication): Promise<Response> => {
    const { dataCenter } = application
    const result = await authorization.end(exchange, application)
    // The allow-list may have become shorter.
    const target = allowlist.resolve(result.returnTo ?? '') ?? allowlist.defaultUrl
    if (result.status === 'signed_out') return respondSignedOut(exchange, target)
    if (result.status === 'connected') {
      return redirect(withResultParams(target, { connection_status: 'connected' }), result.cookies)
    }
    const { error, saveFailed, cookies } = result
    if (saveFailed) {
      const retryUrl = withReturnTo(`${baseUrl}/connect/${dataCenter}`, target)
      return withCookies(
        await exchange.renderError(error, { code: 'on_connected_failed', returnTo: target.href, retryUrl }),
        cookies,
      )
    }
    const { code } = exchange.fail(error)
    return redirect(withResultParams(target, { connection_status: 'error', connection_error: code }), cookies)
  }

  const wrap = createStepWrapper({ ...options, client, defaultUrl: allowlist.defaultUrl.href })
  const fetch = wrap((exchange) => {
    const { request } = exchange
    const [route, name, dataCenter = ''] = ROUTE.exec(rawPath(request.url)) ?? []
    if (route === undefined) return notFound()
    if (isPrefetch(request)) return new Response(null, { status: 204 })
    if (request.method !== 'GET') return rejectMethod(exchange, 'GET, HEAD')
    assertMountedAt(request, { route, url: new URL(baseUrl + route), option: 'baseUrl' })
    const application = authorization.applicationOf(dataCenter)
    if (name === 'connect') return connect(exchange, application)
    return callback(exchange, application).catch((error) =>
      // A code works once, so trying again begins again.
      exchange.renderError(error, { retryUrl: `${baseUrl}/connect/${dataCenter}` }),
    )
  })
  return { fetch }
}

function withReturnTo(connectUrl: string, target: URL): string {
  return `${connectUrl}?${new URLSearchParams({ return_to: target.href })}`
}

function parseBaseUrl(baseUrl: string): string {
  const trimmed = baseUrl.replace(/\/+$/, '')
  const problem = returnUrlProblem(trimmed) ?? mountPathProblem(new URL(trimmed))
  if (problem !== undefined) throw new ConfigurationError([`baseUrl ${quoteUrl(baseUrl)} ${problem}.`])
  return new URL(trimmed).href.replace(/\/$/, '')
}
