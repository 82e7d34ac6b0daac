/**
 * The steps after the access page, in every application whose backend calls the service. The user returns through the service's
 * return step, and the backend completes the request.
 *
 * @module
 */
import type { Application, ApplicationContext } from './application.ts'
import type { Backend } from './backend.ts'
import { parseErrorPage, requireRedirect } from './page-parsers.ts'
import type { ServiceResponse } from './service-response.ts'
import { type ErrorResult, type GrantedById, isOutcomeStatus, type StepResult } from './step-result.ts'

/** The URL of the application's page. No request is sent to it. The soak reads only the query of the redirect. */
export const RETURN_TO = 'https://app.soak.example/settings?tab=calendars'

/** Returns the query that the user brings back to the application. Undefined if a URL is not that of the application. */
export function readReturn(url: string): URLSearchParams | undefined {
  return url.startsWith(`${RETURN_TO}&`) ? new URL(url).searchParams : undefined
}

/** The steps, and their shared state. */
export interface OutcomeSteps extends Pick<Application, 'openReturnUrl' | 'viewOutcome'> {
  complete(sealedRequest: string, error?: string): Promise<StepResult>
}

/** Returns the steps of an application. */
export function createOutcomeSteps({ browser }: Pick<ApplicationContext, 'browser'>, backend: Backend): OutcomeSteps {
  async function complete(sealedRequest: string, error?: string): Promise<StepResult> {
    return toOutcomeResult(
      await backend.call('complete', {
        sealed_request: sealedRequest,
        ...(error !== undefined && { permission_error: error }),
      }),
    )
  }

  return {
    complete,
    async openReturnUrl(url, claim) {
      const response = await browser.get(url)
      if (response.status >= 400) return expectStatus(400, response.status, parseErrorPage(response))
      const target = requireRedirect(response)
      const query = readReturn(target)
      const sealed = query?.get('sealed_request')
      if (query === undefined || !sealed) return { kind: 'unexpected', description: `led to ${target.slice(0, 60)}` }
      return complete(sealed, claim ?? query.get('permission_error') ?? undefined)
    },
    async viewOutcome({ calendars }) {
      const reply = await backend.call('read', { calendar_ids: [...(calendars?.keys() ?? [])] })
      return 'failure' in reply ? reply.failure : { kind: 'read', calendars: toGrantedMap(reply.body.calendars) }
    },
  }
}

/** Reads the outcome that the service reports. */
export function toOutcomeResult(reply: ServiceResponse<'complete'>): StepResult {
  if ('failure' in reply) return reply.failure
  const { status, calendars } = reply.body
  if (!isOutcomeStatus(status)) return { kind: 'unexpected', description: `${status} instead of an outcome` }
  return { kind: 'outcome', status, calendars: toGrantedMap(calendars) }
}

function toGrantedMap(calendars: readonly { calendar_id: string; granted: boolean }[]): GrantedById {
  return new Map(calendars.map(({ calendar_id: id, granted }) => [id, granted]))
}

/** Checks the status of an error of the return step, which documents only one. */
function expectStatus(documented: number, status: number, result: ErrorResult): ErrorResult {
  return status === documented ? result : { ...result, untyped: `${status} of the return step, not ${documented}` }
}
