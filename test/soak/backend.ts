/**
 * The backend of an application of somebody's own, in this process: it has the person's session, their tokens and an API key,
 * and calls the service as its description says.
 *
 * @module
 */
import type { ApplicationContext } from './application.ts'
import type { CallService } from './service-caller.ts'
import type { ServiceResponse } from './service-response.ts'

/** The tokens of one person. */
export interface SessionTokens {
  readonly accessToken: string
  readonly refreshToken: string
  /** RFC 3339. */
  readonly expiresAt?: string
}

/** Where a backend gets tokens. */
export interface TokenSource {
  /** Connects an account for a person. @throws {FlowStopped} if that fails */
  connect(account: string, subject: string): Promise<SessionTokens>
  /** Returns new tokens; undefined where there are none. */
  refresh(tokens: SessionTokens): Promise<SessionTokens | undefined>
}

/** The operations that are called with the tokens of a person. */
type AccountOperation = 'begin' | 'complete' | 'read'

/** A backend, as far as one person needs it. */
export interface Backend {
  /** Takes the tokens of an account into the person's session. */
  connect(account: string): Promise<void>
  /** Whether there is a new access token. */
  refresh(): Promise<boolean>
  tokens(): SessionTokens
  /** Calls the service for the person of the session. */
  call<Name extends AccountOperation>(operation: Name, fields: object): Promise<ServiceResponse<Name>>
}

/** The ID of the person who has an account. */
export function subjectOf(account: string): string {
  return `user-${account}`
}

/** Sets a backend up. */
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
