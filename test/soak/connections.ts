/**
 * A backend's record of connections: those that the user's session has begun, and those that it has used.
 *
 * @module
 */
import type { ApplicationContext } from './application.ts'
import { RETURN_TO } from './outcome-steps.ts'
import type { CallService } from './service-caller.ts'
import type { Result, ServiceResponse } from './service-response.ts'
import { FlowStopped } from './step-result.ts'

/** A connection with its tokens. */
export type Connection = Result<'completeConnection'>

/** A link at which a user connects. */
export interface ConnectionLink {
  readonly id: string
  readonly url: string
}

/** The connections of one user's session. */
export interface Connections {
  begin(): Promise<ConnectionLink>
  /** Marks the connection as used, and completes it. @throws {FlowStopped} if the session has not begun it */
  finish(query: URLSearchParams): Promise<ServiceResponse<'completeConnection'>>
}

/** Creates the record of a user's connections. */
export function createConnections(
  { plan }: Pick<ApplicationContext, 'plan'>,
  { callService, subject }: { callService: CallService; subject: string },
): Connections {
  const unusedIds = new Set<string>()
  return {
    async begin() {
      const reply = await callService('connect', {
        subject,
        return_to: RETURN_TO,
        ...(plan.connection?.choosesDataCenter !== true && { data_center: plan.dataCenter }),
      })
      if ('failure' in reply) throw new FlowStopped(reply.failure)
      const { connection_id: id, url } = reply.body.redirect
      unusedIds.add(id)
      return { id, url }
    },
    async finish(query) {
      const id = query.get('connection_id') ?? ''
      if (!unusedIds.delete(id)) throw unexpected('the session has not begun the connection, or has used it')
      const code = query.get('connection_error')
      if (code !== null) throw new FlowStopped({ kind: 'error', code })
      const reply = await completeConnection(callService, { query, subject })
      if (!('failure' in reply) && reply.body.connection_id !== id) throw unexpected('the connection has another ID')
      return reply
    },
  }
}

/** Completes a connection, and does not check the session. A code works only once, so the call is never repeated. */
export function completeConnection(
  callService: CallService,
  { query, subject }: { query: URLSearchParams; subject: string },
): Promise<ServiceResponse<'completeConnection'>> {
  const body = { sealed_connection: query.get('sealed_connection') ?? '', subject }
  return callService('completeConnection', body, { repeat: false })
}

/** Creates the error that ends a flow after an unexpected result. */
export function unexpected(description: string): FlowStopped {
  return new FlowStopped({ kind: 'unexpected', description })
}

/** Returns the code of a failure, or a description if there is no code. */
export function describeReply(reply: ServiceResponse<'completeConnection' | 'refresh' | 'revoke' | 'read'>): string {
  if (!('failure' in reply)) return 'no error'
  return reply.failure.kind === 'error' ? reply.failure.code : reply.failure.description
}
