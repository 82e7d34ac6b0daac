/**
 * Reading a state that is to be put back. A mistake in it must not pass for a sandbox that is otherwise, so it has to be
 * whole, and everything it names has to exist.
 *
 * @module
 */

import { type Behaviors, parseBehaviors } from '../config/behaviors.ts'
import { isHttpUrl } from '../http/web-url.ts'
import { isToken, type TokenKind } from '../validation/token-format.ts'
import { type Account, type Calendar, calendarsOf } from './accounts.ts'
import { MAX_TIME_MS } from './clock.ts'
import type { DataCenterStore } from './data-center.ts'
import { createDocumentReader, joinPath } from './document-reader.ts'
import { parseRequestUrl } from './find-permission-request.ts'
import type { StoredLevel } from './grants.ts'
import type { StoredRequest } from './permission-requests.ts'
import type { ParsedState, StoredEntities } from './snapshot.ts'
import type { Authorization, StoredAuthorization } from './tokens.ts'

const reader = createDocumentReader('restore the state')

const ACCOUNT_FIELDS = [
  'sub',
  'calendars',
  'pending',
  'permission_requests',
  'closed_permission_requests',
  'authorizations',
  'codes',
]

const TOKEN_KIND_NAMES: Readonly<Record<TokenKind, string>> = {
  at: 'access token',
  rt: 'refresh token',
  co: 'code',
  pr: 'access page',
}

/** Where a value stands, and what it may name there. */
interface ReadContext {
  readonly store: DataCenterStore
  readonly account: Account
  readonly calendars: ReadonlyMap<string, Calendar>
  /** Every token, code and id of the document so far. */
  readonly seen: Set<string>
}

/**
 * Reads what `GET /sandbox/state` answered. It has to name every data center, account and calendar of these instances, and
 * no others: anything else is the state of another seed.
 *
 * @throws HTTPException 422 "Cannot restore the state: data_centers.de.google.sub is missing" for the first thing wrong.
 */
export function parseState(document: unknown, stores: ReadonlyMap<string, DataCenterStore>): ParsedState {
  const { now, behaviors, data_centers } = reader.object(document, '', ['now', 'behaviors', 'data_centers'])
  const nowMs = reader.timestamp(now, 'now')
  if (nowMs > MAX_TIME_MS) throw reader.error('now', 'is later than the year 9999')
  const byDataCenter = reader.object(data_centers, 'data_centers', [...stores.keys()])
  const seen = new Set<string>()
  const dataCenters = [...stores.values()].map((store) => {
    const path = joinPath('data_centers', store.id)
    const byAccount = reader.object(byDataCenter[store.id], path, [...store.accounts.keys()])
    const entities = [...store.accounts.values()].map((account) =>
      readAccount(byAccount[account.name], joinPath(path, account.name), {
        store,
        account,
        calendars: new Map(calendarsOf(account).map((calendar) => [calendar.calendar_id, calendar])),
        seen,
      }),
    )
    return {
      store,
      levels: entities.flatMap(({ levels }) => levels),
      requests: entities.flatMap(({ requests }) => requests),
      authorizations: entities.flatMap(({ authorizations }) => authorizations),
      codes: entities.flatMap(({ codes }) => codes),
    }
  })
  return { nowMs, behaviors: toBehaviors(behaviors), dataCenters }
}

function toBehaviors(value: unknown): Behaviors {
  try {
    return parseBehaviors(value, 'snake_case')
  } catch (error) {
    if (error instanceof TypeError) throw reader.error('behaviors', `does not do: ${error.message}`)
    throw error
  }
}

function readAccount(value: unknown, path: string, context: ReadContext): StoredEntities & { levels: StoredLevel[] } {
  const fields = reader.object(value, path, ACCOUNT_FIELDS)
  const { sub } = context.account
  if (reader.string(fields['sub'], `${path}.sub`) !== sub) throw reader.error(`${path}.sub`, `is not "${sub}"`)
  function readEach<T>(name: string, read: (value: unknown, path: string, context: ReadContext) => T): T[] {
    return reader
      .array(fields[name], `${path}.${name}`)
      .map((item, index) => read(item, `${path}.${name}[${index}]`, context))
  }
  return {
    levels: readLevels(fields['calendars'], fields['pending'], path, context),
    requests: ['permission_requests', 'closed_permission_requests'].flatMap((name) => readEach(name, readRequest)),
    authorizations: readEach('authorizations', readAuthorization),
    codes: readEach('codes', (value, path) => {
      const fields = reader.object(value, path, ['code', 'client_id', 'scope', 'redirect_uri', 'expires_at'])
      return {
        code: readToken('co', fields['code'], `${path}.code`, context),
        authorization: readAuthorizationBase(fields['client_id'], fields['scope'], path, context),
        redirectUri: readHttpUrl(fields['redirect_uri'], `${path}.redirect_uri`),
        expiresAtMs: reader.timestamp(fields['expires_at'], `${path}.expires_at`),
      }
    }),
  }
}

function readLevels(calendars: unknown, pending: unknown, path: string, context: ReadContext): StoredLevel[] {
  const ids = [...context.calendars.keys()]
  const levels = reader.object(calendars, `${path}.calendars`, ids)
  const pendingReads = reader.object(pending, `${path}.pending`, [], ids)
  return [...context.calendars].map(([id, calendar]) => {
    const level = levels[id]
    if (level !== 'sandbox' && level !== 'unrestricted') {
      throw reader.error(joinPath(`${path}.calendars`, id), 'is not "sandbox" or "unrestricted"')
    }
    const readsLeft = pendingReads[id]
    if (readsLeft === undefined) return { calendar, level }
    if (typeof readsLeft !== 'number' || !Number.isSafeInteger(readsLeft) || readsLeft < 1) {
      throw reader.error(joinPath(`${path}.pending`, id), 'is not a whole number of reads from 1')
    }
    if (level === 'unrestricted')
      throw reader.error(joinPath(`${path}.pending`, id), 'waits, and is unrestricted already')
    return { calendar, level, readsLeft }
  })
}

function readRequest(value: unknown, path: string, context: ReadContext): StoredRequest {
  const names = ['url', 'client_id', 'calendar_ids', 'redirect_uri', 'expires_at', 'decided']
  const fields = reader.object(value, path, names)
  const { dataCenter, id } = parseRequestUrl(reader.string(fields['url'], `${path}.url`)) ?? {}
  if (dataCenter !== context.store.id) {
    throw reader.error(`${path}.url`, `is no address of an access page of "${context.store.id}"`)
  }
  const { decided } = fields
  if (typeof decided !== 'boolean') throw reader.error(`${path}.decided`, 'is not true or false')
  const calendars = reader.array(fields['calendar_ids'], `${path}.calendar_ids`).map((calendarId, index) => {
    const calendar = context.calendars.get(reader.string(calendarId, `${path}.calendar_ids[${index}]`))
    if (calendar === undefined) throw reader.error(`${path}.calendar_ids[${index}]`, 'is no calendar of this account')
    return calendar
  })
  if (calendars.length === 0) throw reader.error(`${path}.calendar_ids`, 'is empty')
  if (new Set(calendars).size < calendars.length) throw reader.error(`${path}.calendar_ids`, 'has a calendar twice')
  return {
    id: readToken('pr', id, `${path}.url`, context),
    clientId: readClient(fields['client_id'], path, context),
    account: context.account,
    calendars,
    redirectUri: readHttpUrl(fields['redirect_uri'], `${path}.redirect_uri`),
    expiresAtMs: reader.timestamp(fields['expires_at'], `${path}.expires_at`),
    decided,
  }
}

function readAuthorization(value: unknown, path: string, context: ReadContext): StoredAuthorization {
  const names = ['client_id', 'scope', 'refresh_token', 'access_tokens']
  const fields = reader.object(value, path, names, ['refresh_token_expires_at'])
  const { refresh_token_expires_at: expires } = fields
  return {
    ...readAuthorizationBase(fields['client_id'], fields['scope'], path, context),
    refreshToken: readToken('rt', fields['refresh_token'], `${path}.refresh_token`, context),
    ...(expires !== undefined && {
      refreshTokenExpiresAtMs: reader.timestamp(expires, `${path}.refresh_token_expires_at`),
    }),
    accessTokens: reader.array(fields['access_tokens'], `${path}.access_tokens`).map((item, index) => {
      const tokenPath = `${path}.access_tokens[${index}]`
      const token = reader.object(item, tokenPath, ['access_token', 'expires_at'])
      return {
        accessToken: readToken('at', token['access_token'], `${tokenPath}.access_token`, context),
        expiresAtMs: reader.timestamp(token['expires_at'], `${tokenPath}.expires_at`),
      }
    }),
  }
}

function readAuthorizationBase(clientId: unknown, scope: unknown, path: string, context: ReadContext): Authorization {
  return {
    clientId: readClient(clientId, path, context),
    account: context.account,
    scope: reader.string(scope, `${path}.scope`),
  }
}

function readClient(value: unknown, path: string, { store }: ReadContext): string {
  const clientId = reader.string(value, `${path}.client_id`)
  if (store.clients.some((client) => client.clientId === clientId)) return clientId
  throw reader.error(`${path}.client_id`, 'is no application of this sandbox')
}

/** In the form of our own, and once: it would not be masked in the journal, or stand for two things. */
function readToken(kind: TokenKind, value: unknown, path: string, { store, seen }: ReadContext): string {
  const token = reader.string(value, path)
  if (!isToken(kind, store.id, token)) {
    const form = `"${kind}_${store.id}_" and 32 hexadecimal digits`
    throw reader.error(path, `is no ${TOKEN_KIND_NAMES[kind]} of "${store.id}": ${form}`)
  }
  if (seen.has(token)) throw reader.error(path, 'is in the document twice')
  seen.add(token)
  return token
}

function readHttpUrl(value: unknown, path: string): string {
  const url = reader.string(value, path)
  if (!isHttpUrl(url)) throw reader.error(path, 'is no absolute http or https address')
  return url
}
