/**
 * An authorization in a browser: to Cronofy's page, and back with a code that becomes tokens.
 *
 * The user who comes back must be the user who began. This is checked before the code is exchanged, so that the code of
 * another user stays unused (T33).
 *
 * @module
 */
import { internalsOf } from '../../client/internals.ts'
import type { Client } from '../../client/types.ts'
import type { DataCenter } from '../../data-centers.ts'
import { InputError, ProviderError, SealedRequestError } from '../../errors.ts'
import {
  type AuthorizeParameters,
  accessDenied,
  createAuthorizeUrl,
  exchangeCode,
  isDeniedWithoutState,
  type OAuthApplication,
  type Tokens,
} from '../../oauth.ts'
import { createPkce } from '../../oauth-values.ts'
import type { KeyRing } from '../../sealing/key-ring.ts'
import type { Exchange } from '../exchange.ts'
import { createAttempts, expiredAttemptError } from './attempts.ts'

/** What an authorization needs. */
export interface AuthorizationSettings<Context> {
  readonly client: Client
  readonly keys: KeyRing
  readonly applications: ReadonlyMap<DataCenter, OAuthApplication>
  /** Where the handler is mounted. Another mount point cannot open its attempts. */
  readonly baseUrl: string
  /** The redirect URI of a data center. */
  readonly callbackUrl: (dataCenter: DataCenter) => string
  readonly scope: string
  readonly pkce: boolean
  readonly avoidLinking: boolean | undefined
  readonly authorizeParameters?: ((context: Context) => AuthorizeParameters | Promise<AuthorizeParameters>) | undefined
  /** Returns the signed-in user. Undefined for an application that has no user before the authorization. */
  readonly getSubject?: ((context: Context) => string | null | Promise<string | null>) | undefined
  /** Stores the tokens. */
  readonly save: (context: Context, connected: Connected) => void | Promise<void>
}

/** A user who has authorized. */
export interface Connected {
  /** The user who is signed in. Undefined if the application has no user before the authorization. */
  readonly subject: string | undefined
  readonly dataCenter: DataCenter
  readonly tokens: Tokens
}

/** How an authorization ended. */
export type AuthorizationResult =
  /** `cookies` remember it, because a browser may load a callback twice, and a code works once. */
  | { readonly status: 'connected'; readonly returnTo: string; readonly cookies: readonly string[] }
  | { readonly status: 'signed_out'; readonly returnTo: string }
  | {
      readonly status: 'failed'
      readonly error: unknown
      /** Whether it is `save` that threw. Then the authorization exists at Cronofy. */
      readonly saveFailed: boolean
      /** Undefined if the attempt is not known. */
      readonly returnTo: string | undefined
      readonly cookies: readonly string[]
    }

/** A request, and what belongs to it. */
export type AuthorizationStep<Context> = Pick<Exchange<Context>, 'request' | 'context' | 'callOptions'>

/** The two steps of an authorization. */
export interface Authorization<Context> {
  /** The application of a data center. @throws {InputError} `unknown_data_center` */
  applicationOf(dataCenter: string): OAuthApplication
  /** Begins an authorization for a user. Returns the URL of Cronofy's page, and cookies to set. */
  begin(
    step: AuthorizationStep<Context>,
    attempt: { application: OAuthApplication; returnTo: string; subject?: string },
  ): Promise<{ url: string; cookies: readonly string[] }>
  /**
   * Ends the authorization to which a callback belongs.
   *
   * @throws {AuthorizationError} `invalid_authorization_response`
   * @throws {SealedRequestError} `account_mismatch`
   */
  end(step: AuthorizationStep<Context>, application: OAuthApplication): Promise<AuthorizationResult>
}

/** Creates the two steps. */
export function createAuthorization<Context>(settings: AuthorizationSettings<Context>): Authorization<Context> {
  const { client, applications, callbackUrl, scope, pkce, avoidLinking, authorizeParameters, getSubject, save } =
    settings
  const attempts = createAttempts({ ...settings, now: internalsOf(client).now })

  return {
    applicationOf(dataCenter) {
      const application = applications.get(dataCenter as DataCenter)
      if (application !== undefined) return application
      const available = [...applications.keys()].join(', ')
      const problem = `applications has no entry for the data center ${JSON.stringify(dataCenter)}. It has ${available}.`
      throw new InputError('unknown_data_center', problem)
    },
    async begin({ request, context }, { application, returnTo, subject }) {
      const { dataCenter } = application
      const { codeVerifier, codeChallenge } = pkce ? await createPkce() : {}
      const { state, cookies } = await attempts.begin(request, { dataCenter, codeVerifier, returnTo, subject })
      const url = createAuthorizeUrl(client, application, {
        ...(await authorizeParameters?.(context)),
        redirectUri: callbackUrl(dataCenter),
        scope,
        state,
        codeChallenge,
        avoidLinking,
      })
      return { url, cookies }
    },
    async end({ request, context, callOptions }, application) {
      const { dataCenter } = application
      const url = new URL(request.url)
      if (isDeniedWithoutState(url)) {
        return { status: 'failed', error: accessDenied(), saveFailed: false, returnTo: undefined, cookies: [] }
      }
      const attempt = await attempts.open(request, dataCenter)
      const { state, returnTo, codeVerifier } = attempt
      const subject = await getSubject?.(context)
      // A session library may return `undefined` or an empty string for a user who is not signed in.
      if (getSubject !== undefined && !subject) return { status: 'signed_out', returnTo }
      if (subject !== attempt.subject) {
        throw new SealedRequestError('account_mismatch', 'Another user began this authorization.')
      }
      if (attempt.status === 'completed') return { status: 'connected', returnTo, cookies: [] }
      const failed = (error: unknown, saveFailed = false): AuthorizationResult => {
        // Another load of this callback may have used the code just now. Its cookie has to stay.
        const isUsed = error instanceof ProviderError && error.code === 'invalid_grant'
        return { status: 'failed', error, saveFailed, returnTo, cookies: isUsed ? [] : [attempts.clear(state)] }
      }
      if (attempt.status === 'expired') return failed(expiredAttemptError(url))
      let tokens: Tokens
      try {
        const redirectUri = callbackUrl(dataCenter)
        tokens = await exchangeCode(client, application, { ...callOptions, url, state, redirectUri, codeVerifier })
      } catch (error) {
        return failed(error)
      }
      try {
        await save(context, { subject: attempt.subject, dataCenter, tokens })
      } catch (error) {
        return failed(error, true)
      }
      return { status: 'connected', returnTo, cookies: [await attempts.complete(attempt)] }
    },
  }
}
