/**
 * The operations that request and read permissions.
 *
 * @module
 */
import type { components } from '../../../../generated/service.ts'
import type { Account } from '../../../../src/account.ts'
import { internalsOf } from '../../../../src/client/internals.ts'
import type { DataCenter } from '../../../../src/data-centers.ts'
import { InputError } from '../../../../src/errors.ts'
import { beginWithRequest, completeRequest, readPermissions } from '../../../../src/flow/flow.ts'
import type { CalendarPermission, Outcome } from '../../../../src/flow/outcome.ts'
import { MAX_CALENDARS_LIMIT, parseSelection } from '../../../../src/flow/select-calendars.ts'
import { HttpError } from '../../../../src/handler/errors/http-error.ts'
import type { ReturnUrlAllowlist } from '../../../../src/handler/return-allowlist.ts'
import { unsealPermissionRequest } from '../../../../src/sealing/permission-request.ts'
import { SERVICE_PATHS } from '../../http/paths.ts'
import { callOptionsOf, type OnContextEvent } from '../../http/steps.ts'
import type { ServiceContext } from '../context.ts'
import type { AddOperation } from '../operation.ts'
import { parseBeginRequest, parseCompleteRequest, parseReadRequest } from '../request-schemas.ts'
import { createChoices } from './choice.ts'

type Schemas = components['schemas']

export function addPermissionOperations(operation: AddOperation, context: ServiceContext): void {
  const { keys, origin, client, allowlist, onEvent } = context
  const redirectUri = origin + SERVICE_PATHS.permissionsReturn
  const choices = createChoices(context)

  /** The return step reports `user_returned` already, so `complete` does not. */
  const onCompleteEvent: OnContextEvent = (c, event) =>
    event.type === 'user_returned' ? undefined : onEvent?.(c, event)

  operation('/permission-requests', parseBeginRequest, async (body, c): Promise<Schemas['BeginResult']> => {
    const target = allowlist.require(body.return_to)
    assertOneSelection(body)
    if (body.choose_calendars === true) {
      const account = accountOf(body)
      const expiresAt = body.access_token_expires_at
      return { status: 'redirect', redirect: await choices.createLink({ account, returnTo: target.href, expiresAt }) }
    }
    const result = await beginWithRequest({
      ...callOptionsOf(c, client, onEvent),
      client,
      keys,
      account: accountOf(body),
      ...parseSelection({ calendarIds: body.calendar_ids, allCalendars: body.all_calendars }),
      redirectUri,
      returnTo: target.href,
      maxCalendars: MAX_CALENDARS_LIMIT,
    })
    if (result.status === 'done') return { status: 'done', outcome: toWireOutcome(result.outcome, allowlist) }
    const { url, sealedRequest, expiresAt } = result
    return { status: 'redirect', redirect: { url, sealed_request: sealedRequest, expires_at: expiresAt } }
  })

  operation('/permission-requests/complete', parseCompleteRequest, async (body, c): Promise<Schemas['Outcome']> => {
    const request = await unsealPermissionRequest(keys, body.sealed_request, {
      redirectUri,
      nowMs: internalsOf(client).now(),
    })
    const { outcome } = await completeRequest(request, {
      ...callOptionsOf(c, client, onCompleteEvent),
      client,
      account: accountOf(body),
      error: body.permission_error,
    })
    return toWireOutcome(outcome, allowlist)
  })

  operation('/permissions/read', parseReadRequest, async (body, c): Promise<Schemas['ReadResult']> => {
    const calendars = await readPermissions({
      ...callOptionsOf(c, client, onEvent),
      client,
      account: { dataCenter: body.data_center, accessToken: body.access_token },
      calendarIds: body.calendar_ids,
    })
    return { status: 'read', data_center: body.data_center, calendars: calendars.map(toWireCalendar) }
  })
}

function assertOneSelection(body: Schemas['BeginRequest']): void {
  const selections = [body.calendar_ids, body.all_calendars, body.choose_calendars].filter((one) => one !== undefined)
  if (selections.length !== 1) {
    const problem = 'The body has none, or more than one, of calendar_ids, all_calendars, and choose_calendars.'
    throw new InputError('invalid_selection', problem)
  }
  if (body.access_token_expires_at !== undefined && body.choose_calendars === undefined) {
    const problem = 'has no effect without choose_calendars'
    throw new HttpError('validation_failed', 'The body is invalid.', { access_token_expires_at: [problem] })
  }
}

function accountOf(body: { data_center: DataCenter; access_token: string; subject: string }): Account {
  return { dataCenter: body.data_center, accessToken: body.access_token, subject: body.subject }
}

function toWireOutcome(outcome: Outcome, allowlist: ReturnUrlAllowlist): Schemas['Outcome'] {
  return {
    status: outcome.status,
    request_id: outcome.requestId,
    data_center: outcome.dataCenter,
    subject: outcome.subject,
    // Check again, because backends redirect the user to this URL.
    return_to: (allowlist.resolve(outcome.returnTo ?? allowlist.defaultUrl.href) ?? allowlist.defaultUrl).href,
    calendars: outcome.calendars.map(toWireCalendar),
    missing_count: outcome.missingCount,
    verified_at: outcome.verifiedAt,
  }
}

function toWireCalendar(calendar: CalendarPermission): Schemas['CalendarPermission'] {
  const { calendarId, calendarName, permissionLevel, granted } = calendar
  return {
    calendar_id: calendarId,
    ...(calendarName !== undefined && { calendar_name: calendarName }),
    ...(permissionLevel !== undefined && { permission_level: permissionLevel }),
    granted,
  }
}
