/**
 * The end of a connection: the backend keeps the tokens, refreshes them, or revokes them.
 *
 * @module
 */
import type { ApplicationContext } from './application.ts'
import type { Backend } from './backend.ts'
import type { ConnectionPlan } from './connection-plan.ts'
import { describeReply, unexpected } from './connections.ts'
import type { CallService } from './service-caller.ts'
import { FlowStopped } from './step-result.ts'

/** Returns the last step of a flow. */
export function createConnectionEnding(
  { plan, onIntermediateResult }: Pick<ApplicationContext, 'plan' | 'onIntermediateResult'>,
  { backend, callService, ending }: { backend: Backend; callService: CallService; ending: ConnectionPlan['ending'] },
): () => Promise<void> {
  const hasFaults = plan.faults.end !== undefined

  function readWith(accessToken: string) {
    return callService('read', { data_center: plan.dataCenter, access_token: accessToken })
  }

  async function refresh(): Promise<void> {
    const before = backend.tokens()
    if (!(await backend.refresh())) {
      if (!hasFaults) throw unexpected('the tokens of a connection cannot be refreshed')
      return
    }
    const { accessToken } = backend.tokens()
    if (accessToken === before.accessToken) throw unexpected('the refreshed token is the same')
    const reply = await readWith(accessToken)
    if ('failure' in reply) throw unexpected(`${describeReply(reply)} for a token that was just refreshed`)
  }

  async function revoke(): Promise<void> {
    const { dataCenter } = plan
    const { accessToken, refreshToken } = backend.tokens()
    const revocation = { data_center: dataCenter, token: refreshToken }
    const reply = await callService('revoke', revocation)
    if ('failure' in reply) {
      if (!hasFaults || reply.failure.kind === 'unexpected') throw new FlowStopped(reply.failure)
      onIntermediateResult(reply.failure)
    }
    // With an injected fault, the revocation may not have taken effect.
    if (hasFaults) return
    const codes = [
      describeReply(await readWith(accessToken)),
      describeReply(await callService('refresh', { data_center: dataCenter, refresh_token: refreshToken })),
      describeReply(await callService('revoke', revocation)),
    ]
    if (codes.join() !== 'account_token_rejected,invalid_grant,no error')
      throw unexpected(`${codes} after a revocation`)
  }

  return async () => {
    if (ending === 'refresh') await refresh()
    if (ending === 'revoke') await revoke()
  }
}
