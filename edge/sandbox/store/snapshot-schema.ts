/**
 * The JSON Schema of a snapshot that fits these data centers: it names every data center, account, and calendar, and refers
 * to no others.
 *
 * @module
 */
import type { Schema } from '@cfworker/json-schema'
import { behaviorsSchema } from '../config/behaviors.ts'
import { SEED_PERMISSION_LEVELS } from '../config/seed.ts'
import { CODE_CHALLENGE_PATTERN } from '../validation/token-format.ts'
import { type Account, ownCalendarsOf } from './accounts.ts'
import type { DataCenterStore } from './data-center.ts'

const string: Schema = { type: 'string' }
const level: Schema = { enum: [...SEED_PERMISSION_LEVELS] }
const pendingReads: Schema = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER }

/** Creates the schema. It follows `SandboxState`. */
export function createSnapshotSchema(stores: ReadonlyMap<string, DataCenterStore>): Schema {
  const dataCenters = [...stores].map(([id, store]) => {
    const accounts = [...store.accounts].map(([name, account]) => [name, accountSchema(account, store)])
    return [id, objectOf(Object.fromEntries(accounts))]
  })
  const behaviors = behaviorsSchema('snake_case')
  return objectOf({ now: string, behaviors, data_centers: objectOf(Object.fromEntries(dataCenters)) })
}

function accountSchema(account: Account, { accounts, clients }: DataCenterStore): Schema {
  const calendarIds = ownCalendarsOf(account).map((calendar) => calendar.calendar_id)
  const forEachCalendar = (schema: Schema) => Object.fromEntries(calendarIds.map((id) => [id, schema]))
  const client: Schema = { enum: clients.map(({ clientId }) => clientId) }
  const request = objectOf({
    url: string,
    client_id: client,
    calendar_ids: { ...arrayOf(string), minItems: 1 },
    redirect_uri: string,
    expires_at: string,
    decided: { type: 'boolean' },
  })
  const authorization = { client_id: client, scope: string, refresh_token: string }
  const otherNames = [...accounts.keys()].filter((name) => name !== account.name)
  const required = {
    sub: { const: account.sub },
    calendars: objectOf(forEachCalendar(level)),
    pending: objectOf({}, forEachCalendar(pendingReads)),
    permission_requests: arrayOf(request),
    closed_permission_requests: arrayOf(request),
    authorizations: arrayOf(
      objectOf(
        { ...authorization, access_tokens: arrayOf(objectOf({ access_token: string, expires_at: string })) },
        { refresh_token_expires_at: string, linking_profile: string },
      ),
    ),
    codes: arrayOf(
      objectOf(
        { code: string, client_id: client, scope: string, redirect_uri: string, expires_at: string },
        { code_challenge: { type: 'string', pattern: CODE_CHALLENGE_PATTERN }, linking_profile: string },
      ),
    ),
  }
  return objectOf(required, {
    linked_accounts: setOf({ enum: otherNames }),
    pii_erasure_requested_by: setOf(client),
  })
}

function objectOf(required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  const properties = { ...required, ...optional }
  return { type: 'object', additionalProperties: false, required: Object.keys(required), properties }
}

function arrayOf(items: Schema): Schema {
  return { type: 'array', items }
}

function setOf(items: Schema): Schema {
  return { ...arrayOf(items), minItems: 1, uniqueItems: true }
}
