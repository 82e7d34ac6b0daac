/**
 * A decision on a permission request, as a test makes it.
 *
 * @module
 */
import type { Instance } from '../store/data-center.ts'
import { findRequest } from '../store/find-permission-request.ts'
import type { PermissionRequest } from '../store/permission-requests.ts'
import { type Fields, list, quote, readText, refusal } from '../validation/messages.ts'

/** A decision that makes sense. */
export interface Decision {
  readonly instance: Instance
  readonly request: PermissionRequest
  /** None for a rejection. */
  readonly acceptedIds: readonly string[]
}

const ACTION = 'decide'

/**
 * Reads the body of `POST /sandbox/decisions`. `calendar_ids` goes with `accept`: only these are accepted, and none is a
 * rejection, as on the access page. Fewer than all are an error where the behaviour `partialAcceptance` is off.
 *
 * @throws HTTPException 404 where no request has this URL, 422 where it is over or a field is wrong.
 */
export function readDecision(fields: Fields, instances: ReadonlyMap<string, Instance>): Decision {
  const url = readText(fields, 'url', ACTION)
  const decision = readText(fields, 'decision', ACTION)
  const { calendar_ids: ids } = fields
  if (decision !== 'accept' && decision !== 'reject') {
    throw refusal(422, ACTION, `decision is ${quote(decision)}, not "accept" or "reject"`)
  }
  if (ids !== undefined && !isTexts(ids))
    throw refusal(422, ACTION, `calendar_ids is ${quote(ids)}, not a list of strings`)
  if (ids !== undefined && decision === 'reject') throw refusal(422, ACTION, 'a rejection has no calendar_ids')

  const { instance, request } = findRequest(url, instances, ACTION)
  const status = instance.permissionRequests.status(request)
  if (status !== 'open') throw refusal(422, ACTION, `the request at ${quote(url)} is ${status}, not open`)

  const askedIds = request.calendars.map((calendar) => calendar.calendar_id)
  const foreign = ids?.find((id) => !askedIds.includes(id))
  if (foreign !== undefined) {
    throw refusal(422, ACTION, `calendar ${quote(foreign)} was not asked for; asked for were ${list(askedIds)}`)
  }
  if (ids !== undefined && !instance.switchboard.now().partialAcceptance && new Set(ids).size < askedIds.length) {
    throw refusal(
      422,
      ACTION,
      'calendar_ids are not all that was asked for, and the behaviour partial_acceptance is off; leave calendar_ids out',
    )
  }
  return { instance, request, acceptedIds: decision === 'reject' ? [] : (ids ?? askedIds) }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
