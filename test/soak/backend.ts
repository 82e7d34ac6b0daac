/**
 * The backend of an application, in this process. It stores the user's session, tokens, and an API key, and calls the service
 * according to its OpenAPI description.
 *
 * @module
 */
import type { ApplicationContext } from './application.ts'
import type { CallService } from './service-caller.ts'
import type { ServiceResponse } from './service-response.ts'

/** The tokens of one user. */
export interface SessionTokens {
  readonly accessToken: string
  readonly refreshToken: string
  /** The time of expiry, as in RFC 3339. */
  readonly expiresAt?: string
}

/** The source of a backend's tokens. */
export interface TokenSource {
  /** Connects an account for a user. @throws {FlowStopped} if that fails */
  connect(account: string, subject: string): Promise<SessionTokens>
  /** Refreshes tokens. Returns undefined if that fails. */
  refresh(tokens: SessionTokens): Promise<SessionTokens | undefined>
}

/** The operations that are called with a user's tokens. */
type AccountOperation = 'begin' | 'complete' | 'read'

/** A backend, for one user. */
export interface Backend {
  /** Stores the tokens of an account in the user's session. */
  connect(account: string): Promise<void>
  /** Refreshes the access token. Returns whether that worked. */
  refresh(): Promise<boolean>
  tokens(): SessionTokens
  /** Calls the service for the user of the session. */
  call<Name extends AccountOperation>(operation: Name, fields: object): Promise<ServiceResponse<Name>>
}

/** Returns the ID of the user who owns an account. */
export function subjectOf(account: string): string {
  return `user-${account}`
}

/** Creates a backend. */
export function createBackend(
  { plan, onIntermediateResult }: Pick<ApplicationContext, 'plan' | 'onIntermediateResult'>,
  { callService, tokenSource }: { callService: CallService; tokenSource: TokenSource },
): Backend {
  let subject = ''
  let tokens: SessionTokens = { accessToken: '', refreshToken: '' }

  async function refresh(): Promise<boolean> {
    const refreshed = await tokenSource.refresh(tokens)
    tokens = refreshed ?? tokens
    return refreshed !== undefined
  }

  function send<Name extends AccountOperation>(operation: Name, fields: object): Promise<ServiceResponse<Name>> {
    return callService(operation, {
      data_center: plan.dataCenter,
      access_token: tokens.accessToken,
      ...(operation !== 'read' && { subject }),
      ...fields,
    })
  }

  return {
    refresh,
    tokens: () => tokens,
    async connect(account) {
      subject = subjectOf(account)
      tokens = await tokenSource.connect(account, subject)
    },
    async call(operation, fields) {
      const reply = await send(operation, fields)
      const isRejected =
        'failure' in reply && reply.failure.kind === 'error' && reply.failure.code === 'account_token_rejected'
      if (!isRejected || !(await refresh())) return reply
      onIntermediateResult(reply.failure)
      return send(operation, fields)
    },
  }
}
