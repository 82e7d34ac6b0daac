/**
 * Tokens for a backend that lets the service connect users: the user signs in, the keys are rotated meanwhile, and the backend
 * completes the connection.
 *
 * @module
 */
import type { ApplicationContext } from './application.ts'
import type { TokenSource } from './backend.ts'
import type { ConnectionPlan, RotationStep } from './connection-plan.ts'
import { type Connection, createConnections, describeReply, unexpected } from './connections.ts'
import type { CallService } from './service-caller.ts'
import { comeBack, openLink, signIn } from './sign-in-pages.ts'
import { FlowStopped } from './step-result.ts'
import { isKeyRemoved } from './worker-keys.ts'

/** The error code of a worker without the key, by step. */
const REMOVED_KEY_CODES: Readonly<Record<RotationStep, string>> = {
  open: 'invalid_link',
  callback: 'invalid_authorization_response',
  complete: 'invalid_connection',
}

/** Creates a source that gets tokens from connections. */
export function createConnectionTokens(
  context: ApplicationContext,
  { callService, connection: connectionPlan }: { callService: CallService; connection: ConnectionPlan },
): TokenSource {
  const { plan, browser, sandbox, useWorker, onIntermediateResult, onWrongConnection } = context
  const { dataCenter } = plan
  const { workers, rotatesAt, reloadsCallback } = connectionPlan

  /** Connects once: from the link to the tokens. */
  async function connectOnce(account: string, subject: string, rotates: boolean) {
    const reachStep = (step: RotationStep) => {
      if (rotates && rotatesAt === step) useWorker(workers.completeWorker)
    }
    useWorker(rotates ? workers.beginWorker : plan.beginWorker)
    const connections = createConnections(context, { callService, subject })
    const link = await connections.begin()
    reachStep('open')
    const signInUrl = await openLink(browser, link.url, dataCenter)
    const callback = await signIn(browser, signInUrl, account)
    reachStep('callback')
    let query = await comeBack(browser, callback)
    if (reloadsCallback) query = await comeBack(browser, callback)
    reachStep('complete')
    return connections.finish(query)
  }

  async function expectRemovedKey(account: string, subject: string): Promise<void> {
    const code = await connectOnce(account, subject, true).then(describeReply, describeStop)
    const expected = REMOVED_KEY_CODES[rotatesAt]
    if (code !== expected) throw unexpected(`${code} instead of ${expected} without the key`)
  }

  async function checkConnection({ data_center: id, account: { sub }, tokens }: Connection, account: string) {
    const { accounts } = await sandbox.authorizations()
    const owner = accounts[tokens.access_token]
    if (owner !== account) onWrongConnection(`tokens of ${owner} for the user who signed in as ${account}`)
    if (id !== dataCenter || sub !== `acc_${dataCenter}_${account}`) onWrongConnection(`${sub} in ${id} for ${account}`)
  }

  return {
    async connect(account, subject) {
      const isRemoved = isKeyRemoved(workers)
      if (isRemoved) await expectRemovedKey(account, subject)
      let reply = await connectOnce(account, subject, !isRemoved)
      if ('failure' in reply && reply.failure.kind === 'error' && plan.retries) {
        // The code may have been used already, so the user connects again.
        onIntermediateResult(reply.failure)
        reply = await connectOnce(account, subject, false)
      }
      useWorker(plan.beginWorker)
      if ('failure' in reply) throw new FlowStopped(reply.failure)
      await checkConnection(reply.body, account)
      return toSessionTokens(reply.body.tokens)
    },
    async refresh({ refreshToken }) {
      const reply = await callService('refresh', { data_center: dataCenter, refresh_token: refreshToken })
      if (!('failure' in reply)) return toSessionTokens(reply.body.tokens)
      if (reply.failure.kind === 'unexpected') throw new FlowStopped(reply.failure)
      onIntermediateResult(reply.failure)
      return undefined
    },
  }
}

function describeStop(error: unknown): string {
  if (!(error instanceof FlowStopped)) throw error
  const { result } = error
  return result.kind === 'error' ? result.code : result.kind
}

function toSessionTokens(tokens: Connection['tokens']) {
  const { access_token: accessToken, refresh_token: refreshToken, expires_at: expiresAt } = tokens
  if (refreshToken === null) throw unexpected('tokens without a refresh token')
  return { accessToken, refreshToken, expiresAt }
}
