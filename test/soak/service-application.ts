/**
 * An application whose backend calls the service. The user's browser goes to the access page, and comes back through the service's
 * return step.
 *
 * @module
 */

import type { Application, ApplicationContext } from './application.ts'
import { createBackend } from './backend.ts'
import { createOutcomeSteps, RETURN_TO, toOutcomeResult } from './outcome-steps.ts'
import type { CalendarOption } from './page-parsers.ts'
import { createSandboxTokens } from './sandbox-tokens.ts'
import { createServiceCaller } from './service-caller.ts'
import { FlowStopped } from './step-result.ts'

/** Creates the application. */
export function createServiceApplication(context: ApplicationContext): Application {
  const backend = createBackend(context, {
    callService: createServiceCaller(context),
    tokenSource: createSandboxTokens(context),
  })
  const { complete, ...steps } = createOutcomeSteps(context, backend)
  let options: readonly CalendarOption[] = []
  /** The sealed request, stored in case the user never returns. */
  let lastRequest: string | undefined

  return {
    ...steps,
    connect: (account) => backend.connect(account),
    async listCalendars() {
      const reply = await backend.call('read', {})
      if ('failure' in reply) throw new FlowStopped(reply.failure)
      // Every calendar is preselected, because the service does not report which ones can be changed.
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
    completeWithoutUser: async () => (lastRequest === undefined ? undefined : complete(lastRequest)),
  }
}
