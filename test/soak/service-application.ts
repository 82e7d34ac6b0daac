/**
 * An application of somebody's own, whose backend calls the service. The person's browser goes to the access page, and comes
 * back by way of the service's return step.
 *
 * @module
 */

import type { Application, Surroundings } from './application.ts'
import { createBackend } from './backend.ts'
import { type Offer, readErrorPage, redirected } from './page-parsers.ts'
import type { Reply } from './service-response.ts'
import { type ErrorWord, type Granted, isStatus, Stopped, type Word } from './step-result.ts'

/** The application's page. No request ever reaches it: what its address says is all that counts. */
export const RETURN_TO = 'https://app.soak.example/settings?tab=calendars'

/** Opens the application. */
export function openServiceApplication(surroundings: Surroundings): Application {
  const { browser } = surroundings
  const backend = createBackend(surroundings)
  let offers: readonly Offer[] = []
  /** The sealed request, kept in case the person never comes back. */
  let kept: string | undefined

  async function complete(sealedRequest: string, error?: string): Promise<Word> {
    return readOutcome(
      await backend.call('complete', {
        sealed_request: sealedRequest,
        ...(error !== undefined && { permission_error: error }),
      }),
    )
  }

  return {
    connect: (account) => backend.connect(account),
    async offer() {
      const reply = await backend.call('read', {})
      if ('word' in reply) throw new Stopped(reply.word)
      // Whatever may be asked for is ticked: the service does not say what can be changed.
      offers = reply.result.calendars.map(({ calendar_id: id, calendar_name: name, granted }) => ({
        id,
        name: name ?? '',
        granted,
        ticked: !granted,
      }))
      return offers
    },
    async begin(ids) {
      const free = offers.filter(({ granted }) => !granted)
      const isAll = ids.length === free.length && free.every(({ id }) => ids.includes(id))
      const reply = await backend.call('begin', { return_to: RETURN_TO, ...(!isAll && { calendar_ids: ids }) })
      if ('word' in reply) return reply.word
      const { status, redirect, outcome } = reply.result
      if (redirect !== undefined) {
        kept = redirect.sealed_request
        return { kind: 'sent', url: redirect.url }
      }
      return outcome === undefined
        ? { kind: 'nothing', what: `${status} without an outcome` }
        : readOutcome({ result: outcome })
    },
    async comeBack(url, claim) {
      const answer = await browser.get(url)
      if (answer.status >= 400) return onlyAs(400, answer.status, readErrorPage(answer))
      const at = new URL(redirected(answer))
      if (!at.href.startsWith(`${RETURN_TO}&sealed_request=`)) {
        return { kind: 'nothing', what: `led to ${at.href.slice(0, 60)}` }
      }
      const sealed = at.searchParams.get('sealed_request') ?? ''
      return complete(sealed, claim ?? at.searchParams.get('permission_error') ?? undefined)
    },
    completeAlone: async () => (kept === undefined ? undefined : complete(kept)),
    async see({ calendars }) {
      const reply = await backend.call('read', { calendar_ids: [...(calendars?.keys() ?? [])] })
      return 'word' in reply ? reply.word : { kind: 'read', calendars: toGranted(reply.result.calendars) }
    },
  }
}

function readOutcome(reply: Reply<'complete'>): Word {
  if ('word' in reply) return reply.word
  const { status, calendars } = reply.result
  if (!isStatus(status)) return { kind: 'nothing', what: `${status} in place of an outcome` }
  return { kind: 'outcome', status, calendars: toGranted(calendars) }
}

function toGranted(calendars: readonly { calendar_id: string; granted: boolean }[]): Granted {
  return new Map(calendars.map(({ calendar_id: id, granted }) => [id, granted]))
}

/** The return step has one error only. */
function onlyAs(documented: number, status: number, word: ErrorWord): ErrorWord {
  return status === documented ? word : { ...word, untyped: `${status} of the return step, not ${documented}` }
}
