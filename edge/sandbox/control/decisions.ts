import type { DataCenterStore } from '../store/data-center.ts'
import { findPermissionRequest } from '../store/find-permission-request.ts'
import type { PermissionRequest } from '../store/permission-requests.ts'
import { httpError, quoteList, quoteValue } from '../validation/messages.ts'
import { type FieldSchemas, parseFields } from './request-fields.ts'

export interface Decision {
  readonly store: DataCenterStore
  readonly request: PermissionRequest
  /** Empty for a rejection. */
  readonly acceptedIds: readonly string[]
}

const ACTION = 'decide'

const FIELDS: FieldSchemas = {
  url: { type: 'string', description: 'Pass the URL of an access page.' },
  decision: { enum: ['accept', 'reject'], description: 'Pass "accept" or "reject".' },
  calendar_ids: { type: 'array', items: { type: 'string' }, description: 'Pass an array of calendar IDs.' },
}

/**
 * Parses the body of `POST /sandbox/decisions`. `calendar_ids` accepts only these calendars. An empty array rejects, as
 * on the access page. Accepting some of the calendars is an error if the behavior `partialAcceptance` is off.
 *
 * @throws HTTPException 404 if no request has this URL, 422 if it is closed or a field is invalid.
 */
export function parseDecision(body: unknown, stores: ReadonlyMap<string, DataCenterStore>): Decision {
  const {
    url,
    decision,
    calendar_ids: ids,
  } = parseFields<{ url: string; decision: 'accept' | 'reject'; calendar_ids?: string[] }>(body, ACTION, FIELDS, [
    'url',
    'decision',
  ])
  if (ids !== undefined && decision === 'reject') throw decisionError('A rejection has no calendar_ids. Remove them.')

  const { store, request } = findPermissionRequest(url, stores, ACTION)
  const status = store.permissionRequests.status(request)
  if (status !== 'open') throw decisionError(`The request at ${quoteValue(url)} is ${status}. Create a new one.`)

  const requestedIds = request.calendars.map((calendar) => calendar.calendar_id)
  const unrequestedId = ids?.find((id) => !requestedIds.includes(id))
  if (unrequestedId !== undefined) {
    throw decisionError(
      `Calendar ${quoteValue(unrequestedId)} was not requested. Pass some of ${quoteList(requestedIds)}.`,
    )
  }
  const isPartial = ids !== undefined && new Set(ids).size < requestedIds.length
  if (isPartial && !store.behaviorStore.current().partialAcceptance) {
    throw decisionError(
      'calendar_ids must contain all requested calendars, because the behavior partial_acceptance is off.',
    )
  }
  return { store, request, acceptedIds: decision === 'reject' ? [] : (ids ?? requestedIds) }
}

function decisionError(problem: string): ReturnType<typeof httpError> {
  return httpError(422, ACTION, problem)
}
