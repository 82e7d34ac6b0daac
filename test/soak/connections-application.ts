/**
 * An application without its own pages for Cronofy. The service connects the user, and shows the page on which the user chooses
 * calendars.
 *
 * @module
 */
import type { PageView } from '../helpers/test-browser.ts'
import type { Application, ApplicationContext } from './application.ts'
import { createBackend } from './backend.ts'
import { createDetours } from './connection-detours.ts'
import { createConnectionEnding } from './connection-ending.ts'
import { createConnectionTokens } from './connection-tokens.ts'
import { unexpected } from './connections.ts'
import { createOutcomeSteps, RETURN_TO, readReturn } from './outcome-steps.ts'
import { parseCalendarOptions, parseErrorPage, requireRedirect } from './page-parsers.ts'
import { createServiceCaller } from './service-caller.ts'
import { FlowStopped, type StepResult } from './step-result.ts'

/** Creates the application. */
export function createConnectionsApplication(context: ApplicationContext): Application {
  const { plan, browser, useWorker } = context
  const { connection } = plan
  if (connection === undefined) throw new RangeError('Cannot connect: the plan has no connection')
  const callService = createServiceCaller(context)
  const tokenSource = createConnectionTokens(context, { callService, connection })
  const backend = createBackend(context, { callService, tokenSource })
  const { complete, ...steps } = createOutcomeSteps(context, backend)
  let pageUrl = ''
  /** The result of a page that ended before the user could choose. */
  let earlyEnd: URLSearchParams | undefined

  /** Opens the page where users choose calendars. Returns its result instead if there is nothing to choose. */
  async function openPage(): Promise<PageView | URLSearchParams> {
    const { expiresAt } = backend.tokens()
    const reply = await backend.call('begin', {
      choose_calendars: true,
      return_to: RETURN_TO,
      ...(expiresAt !== undefined && { access_token_expires_at: expiresAt }),
    })
    if ('failure' in reply) throw new FlowStopped(reply.failure)
    const { redirect } = reply.body
    if (redirect === undefined) throw unexpected('done instead of a link')
    useWorker(connection?.pageWorker ?? plan.beginWorker)
    pageUrl = requireRedirect(await browser.get(redirect.url))
    const page = await browser.get(pageUrl)
    useWorker(plan.beginWorker)
    if (page.status === 200) return page
    return readEnd(page) ?? stop(page)
  }

  /** Calls `act` on the page. If Cronofy rejects the token, it calls `act` again with another token. */
  async function onPage<Result>(act: () => Promise<Result | URLSearchParams>): Promise<Result | URLSearchParams> {
    const result = await act()
    const isRejected = result instanceof URLSearchParams && result.get('permission_error') === 'account_token_rejected'
    return isRejected && (await backend.refresh()) ? act() : result
  }

  /** Does the backend's work after the page has ended. */
  async function settle(query: URLSearchParams): Promise<StepResult> {
    const sealed = query.get('sealed_request')
    const error = query.get('permission_error') ?? undefined
    if (sealed !== null) return complete(sealed, error)
    if (error === 'canceled' || error === 'account_token_rejected') return { kind: 'error', code: error }
    return { kind: 'unexpected', description: `the page ended with ${error}` }
  }

  return {
    ...steps,
    tryDetour: () => createDetours(context, callService)[connection.detour](),
    connect: (account) => backend.connect(account),
    async listCalendars() {
      const opened = await onPage(openPage)
      earlyEnd = opened instanceof URLSearchParams ? opened : undefined
      if (!(opened instanceof URLSearchParams)) return parseCalendarOptions(opened.text)
      if (opened.has('sealed_request')) return []
      throw new FlowStopped(await settle(opened))
    },
    async begin(ids) {
      if (earlyEnd !== undefined) return settle(earlyEnd)
      let mustOpen = false
      const result = await onPage(async () => {
        const opened = mustOpen ? await openPage() : undefined
        mustOpen = true
        if (opened instanceof URLSearchParams) return opened
        const fields = ids.map((id): [string, string] => ['calendar_id', id])
        const response = await browser.post(`${pageUrl}/start`, fields)
        return response.status >= 400 ? response : (readEnd(response) ?? response)
      })
      if (result instanceof URLSearchParams) return settle(result)
      return result.status >= 400 ? parseErrorPage(result) : { kind: 'redirect', url: requireRedirect(result) }
    },
    async cancel() {
      const end = readEnd(await browser.post(`${pageUrl}/cancel`, []))
      return end === undefined ? { kind: 'unexpected', description: 'the page cannot be canceled' } : settle(end)
    },
    // The request begins in the browser, so the backend does not know it until the user returns.
    completeWithoutUser: async () => undefined,
    end: createConnectionEnding(context, { backend, callService, ending: connection.ending }),
  }
}

/** Returns the result of the page, or undefined if it has not ended. */
function readEnd(page: PageView): URLSearchParams | undefined {
  const location = page.headers.get('location')
  return page.status === 303 && location !== null ? readReturn(location) : undefined
}

function stop(page: PageView): never {
  throw new FlowStopped(
    page.status >= 400 ? parseErrorPage(page) : { kind: 'unexpected', description: `${page.status} on the page` },
  )
}
