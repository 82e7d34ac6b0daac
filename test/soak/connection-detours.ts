/**
 * Detours that must not connect an account: two users who swap links and results, a rejection, and values that were never sealed.
 * None of them calls Cronofy, so each has exactly one correct end.
 *
 * @module
 */
import { STRANGER } from './accounts.ts'
import type { ApplicationContext } from './application.ts'
import { subjectOf } from './backend.ts'
import type { Detour } from './connection-plan.ts'
import { type Connection, completeConnection, createConnections, describeReply, unexpected } from './connections.ts'
import { parseErrorPage } from './page-parsers.ts'
import type { CallService } from './service-caller.ts'
import type { ServiceResponse } from './service-response.ts'
import { comeBack, openLink, signIn } from './sign-in-pages.ts'
import { FlowStopped } from './step-result.ts'

/** Returns the detours of the user whose account is in the plan. */
export function createDetours(
  context: ApplicationContext,
  callService: CallService,
): Record<Detour, () => Promise<void>> {
  const { plan, sandbox, onWrongConnection } = context
  const person = createPerson(plan.account)
  const stranger = createPerson(STRANGER)

  function createPerson(account: string) {
    const browser = context.openBrowser()
    const subject = subjectOf(account)
    const connections = createConnections(context, { callService, subject })
    async function reachCallback(url: string, as = account): Promise<string> {
      return signIn(browser, await openLink(browser, url, plan.dataCenter), as)
    }
    return {
      ...{ account, browser, subject, connections, reachCallback },
      connect: async (url: string, as?: string) => comeBack(browser, await reachCallback(url, as)),
    }
  }

  /** Another user completes a connection. The code must stay unused. */
  async function expectMismatch(query: URLSearchParams, subject: string): Promise<void> {
    const before = await sandbox.authorizations()
    const reply = await completeConnection(callService, { query, subject })
    const after = await sandbox.authorizations()
    if (!('failure' in reply)) onWrongConnection(`${subject} got the tokens of another user's connection`)
    else expectCode(reply, 'account_mismatch')
    if (after.unusedCodes !== before.unusedCodes) onWrongConnection(`${subject} used the code of another user`)
  }

  function requireConnection(reply: ServiceResponse<'completeConnection'>, account: string): Connection {
    if ('failure' in reply) throw new FlowStopped(reply.failure)
    const { profile_name: name } = reply.body.account
    if (name !== `${account}@soak.example`) onWrongConnection(`the account of ${name} is not that of ${account}`)
    return reply.body
  }

  return {
    async none() {},
    async refuse() {
      const { id, url } = await person.connections.begin()
      const query = await person.connect(url, 'refuse')
      const code = query.get('connection_error')
      if (code !== 'access_denied') throw unexpected(`${code} instead of access_denied`)
      if (query.get('connection_id') !== id) throw unexpected('a rejection of another connection')
    },
    async 'swap-link'() {
      const query = await stranger.connect((await person.connections.begin()).url)
      await expectMismatch(query, stranger.subject)
      // The stranger returns the connection. The service cannot detect that, but the user sees the name and declines (T33).
      const { tokens } = requireConnection(await person.connections.finish(query), STRANGER)
      const token = tokens.refresh_token ?? tokens.access_token
      const reply = await callService('revoke', { data_center: plan.dataCenter, token })
      if ('failure' in reply) throw new FlowStopped(reply.failure)
    },
    async 'swap-result'() {
      const query = await stranger.connect((await stranger.connections.begin()).url)
      await expectMismatch(query, person.subject)
      requireConnection(await stranger.connections.finish(query), STRANGER)
    },
    async 'foreign-callback'() {
      const callback = await stranger.reachCallback((await stranger.connections.begin()).url)
      const page = await person.browser.get(callback)
      if (page.status !== 400) onWrongConnection(`${page.status} for the callback of another user`)
      else expectCode({ failure: parseErrorPage(page) }, 'invalid_authorization_response')
      requireConnection(await stranger.connections.finish(await comeBack(stranger.browser, callback)), STRANGER)
    },
    async 'nonsense-seal'() {
      const query = new URLSearchParams({ sealed_connection: 'eyJ.made.up.by.nobody' })
      expectCode(await completeConnection(callService, { query, subject: person.subject }), 'invalid_connection')
    },
    async replay() {
      const query = await person.connect((await person.connections.begin()).url)
      requireConnection(await person.connections.finish(query), plan.account)
      expectCode(await completeConnection(callService, { query, subject: person.subject }), 'invalid_grant')
    },
  }
}

function expectCode(reply: ServiceResponse<'completeConnection'>, expected: string): void {
  const code = describeReply(reply)
  if (code !== expected) throw unexpected(`${code} instead of ${expected}`)
}
