import type { DataCenterStore } from '../store/data-center.ts'
import { findPermissionRequest } from '../store/find-permission-request.ts'
import type { PermissionRequest } from '../store/permission-requests.ts'
import { httpError, type JsonObject, quoteList, quoteValue, readString } from '../validation/messages.ts'

/** A valid decision on a permission request. */
export interface Decision {
  readonly store: DataCenterStore
  readonly request: PermissionRequest
  /** Empty for a rejection. */
  readonly acceptedIds: readonly string[]
}

const ACTION = 'decide'

/**
 * Parses the body of `POST /sandbox/decisions`. `calendar_ids` accepts only these calendars. An empty array rejects, as
 * on the access page. Accepting some of the calendars is an error if the behavior `partialAcceptance` is off.
 *
 * @throws HTTPException 404 if no request has this URL, 422 if it is closed or a field is invalid.
 */
export function parseDecision(fields: JsonObject, stores: ReadonlyMap<string, DataCenterStore>): Decision {
  const url = readString(fields, 'url', ACTION)
  const decision = readString(fields, 'decision', ACTION)
  const { calendar_ids: ids } = fields
  if (decision !== 'accept' && decision !== 'reject') {
    throw httpError(422, ACTION, `decision is ${quoteValue(decision)}, not "accept" or "reject"`)
  }
  if (ids !== undefined && !isStringArray(ids))
    throw httpError(422, ACTION, `calendar_ids is ${quoteValue(ids)}, not a list of strings`)
  if (ids !== undefined && decision === 'reject') throw httpError(422, ACTION, 'a rejection has no calendar_ids')

  const { store, request } = findPermissionRequest(url, stores, ACTION)
  const status = store.permissionRequests.status(request)
  if (status !== 'open') throw httpError(422, ACTION, `the request at ${quoteValue(url)} is ${status}, not open`)

  const requestedIds = request.calendars.map((calendar) => calendar.calendar_id)
  const unrequestedId = ids?.find((id) => !requestedIds.includes(id))
  if (unrequestedId !== undefined) {
    throw httpError(
      422,
      ACTION,
      `calendar ${quoteValue(unrequestedId)} was not asked for; asked for were ${quoteList(requestedIds)}`,
    )
  }
  if (
    ids !== undefined &&
    !store.behaviorStore.current().partialAcceptance &&
    new Set(ids).size < requestedIds.length
  ) {
    throw httpError(
      422,
      ACTION,
      'calendar_ids are not all that was asked for, and the behavior partial_acceptance is off; leave calendar_ids out',
    )
  }
  return { store, request, acceptedIds: decision === 'reject' ? [] : (ids ?? requestedIds) }
}

function isStringArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
