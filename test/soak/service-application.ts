/**
 * An application of somebody's own, whose backend calls the service. The person's browser goes to the access page, and comes
 * back by way of the service's return step.
 *
 * @module
 */

import type { Application, ApplicationContext } from './application.ts'
import { createBackend } from './backend.ts'
import { type CalendarOption, parseErrorPage, requireRedirect } from './page-parsers.ts'
import type { ServiceResponse } from './service-response.ts'
import { type ErrorResult, FlowStopped, type GrantedById, isOutcomeStatus, type StepResult } from './step-result.ts'

/** The application's page. No request ever reaches it: what its address says is all that counts. */
export const RETURN_TO = 'https://app.soak.example/settings?tab=calendars'

/** Opens the application. */
export function createServiceApplication(context: ApplicationContext): Application {
  const { browser } = context
  const backend = createBackend(context)
  let options: readonly CalendarOption[] = []
  /** The sealed request, kept in case the person never comes back. */
  let lastRequest: string | undefined

  async function complete(sealedRequest: string, error?: string): Promise<StepResult> {
    return toOutcomeResult(
      await backend.call('complete', {
        sealed_request: sealedRequest,
        ...(error !== undefined && { permission_error: error }),
      }),
    )
  }

  return {
    connect: (account) => backend.connect(account),
    async listCalendars() {
      const reply = await backend.call('read', {})
      if ('failure' in reply) throw new FlowStopped(reply.failure)
      // Whatever may be asked for is ticked: the service does not say what can be changed.
      options = reply.body.calendars.map(({ calendar_id: id, calendar_name: name, granted }) => ({
        id,
        name: name ?? '',
        granted,
        eligible: !granted,
      }))
      return options
    },
    async begin(ids) {
      const requestable = options.filter(({ granted }) => !granted)
      const isAll = ids.length === requestable.length && requestable.every(({ id }) => ids.includes(id))
      const reply = await backend.call('begin', {
        return_to: RETURN_TO,
        ...(isAll ? { all_calendars: true } : { calendar_ids: ids }),
      })
      if ('failure' in reply) return reply.failure
      const { status, redirect, outcome } = reply.body
      if (redirect !== undefined) {
        lastRequest = redirect.sealed_request
        return { kind: 'redirect', url: redirect.url }
      }
      return outcome === undefined
        ? { kind: 'unexpected', description: `${status} without an outcome` }
        : toOutcomeResult({ body: outcome })
    },
    async openReturnUrl(url, claim) {
      const response = await browser.get(url)
      if (response.status >= 400) return expectStatus(400, response.status, parseErrorPage(response))
      const returnUrl = new URL(requireRedirect(response))
      if (!returnUrl.href.startsWith(`${RETURN_TO}&sealed_request=`)) {
        return { kind: 'unexpected', description: `led to ${returnUrl.href.slice(0, 60)}` }
      }
      const sealed = returnUrl.searchParams.get('sealed_request') ?? ''
      return complete(sealed, claim ?? returnUrl.searchParams.get('permission_error') ?? undefined)
    },
    completeWithoutUser: async () => (lastRequest === undefined ? undefined : complete(lastRequest)),
    async viewOutcome({ calendars }) {
      const reply = await backend.call('read', { calendar_ids: [...(calendars?.keys() ?? [])] })
      return 'failure' in reply ? reply.failure : { kind: 'read', calendars: toGrantedMap(reply.body.calendars) }
    },
  }
}

function toOutcomeResult(reply: ServiceResponse<'complete'>): StepResult {
  if ('failure' in reply) return reply.failure
  const { status, calendars } = reply.body
  if (!isOutcomeStatus(status)) return { kind: 'unexpected', description: `${status} in place of an outcome` }
  return { kind: 'outcome', status, calendars: toGrantedMap(calendars) }
}

function toGrantedMap(calendars: readonly { calendar_id: string; granted: boolean }[]): GrantedById {
  return new Map(calendars.map(({ calendar_id: id, granted }) => [id, granted]))
}

/** The return step has one error only. */
function expectStatus(documented: number, status: number, result: ErrorResult): ErrorResult {
  return status === documented ? result : { ...result, untyped: `${status} of the return step, not ${documented}` }
}
