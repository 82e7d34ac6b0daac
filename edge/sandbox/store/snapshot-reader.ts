/**
 * Reading a state that is to be put back. A mistake in it must not pass for a sandbox that is otherwise, so it has to be
 * whole, and everything it names has to exist.
 *
 * @module
 */

import { type Behaviours, readBehaviours } from '../config/behaviors.ts'
import { isWebAddress } from '../http/web-url.ts'
import { isSecret, type SecretKind } from '../validation/token-format.ts'
import { type Account, type Calendar, calendarsOf } from './accounts.ts'
import { LAST_TIME_MS } from './clock.ts'
import type { Instance } from './data-center.ts'
import { createStrictReader, fieldAt } from './document-reader.ts'
import { parseRequestUrl } from './find-permission-request.ts'
import type { HeldLevel } from './grants.ts'
import type { HeldRequest } from './permission-requests.ts'
import type { Held, ReadState } from './snapshot.ts'
import type { Authorization, HeldAuthorization } from './tokens.ts'

const reader = createStrictReader('restore the state')

const ACCOUNT_FIELDS = [
  'sub',
  'calendars',
  'pending',
  'permission_requests',
  'closed_permission_requests',
  'authorizations',
  'codes',
]

const SECRET_NAMES: Readonly<Record<SecretKind, string>> = {
  at: 'access token',
  rt: 'refresh token',
  co: 'code',
  pr: 'access page',
}

/** Where a value stands, and what it may name there. */
interface Shelf {
  readonly instance: Instance
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
export function readState(document: unknown, instances: ReadonlyMap<string, Instance>): ReadState {
  const { now, behaviours, data_centers } = reader.fields(document, '', ['now', 'behaviours', 'data_centers'])
  const nowMs = reader.time(now, 'now')
  if (nowMs > LAST_TIME_MS) throw reader.wrong('now', 'is later than the year 9999')
  const byDataCenter = reader.fields(data_centers, 'data_centers', [...instances.keys()])
  const seen = new Set<string>()
  const books = [...instances.values()].map((instance) => {
    const at = fieldAt('data_centers', instance.id)
    const byAccount = reader.fields(byDataCenter[instance.id], at, [...instance.accounts.keys()])
    const held = [...instance.accounts.values()].map((account) =>
      readAccount(byAccount[account.name], fieldAt(at, account.name), {
        instance,
        account,
        calendars: new Map(calendarsOf(account).map((calendar) => [calendar.calendar_id, calendar])),
        seen,
      }),
    )
    return {
      instance,
      levels: held.flatMap(({ levels }) => levels),
      requests: held.flatMap(({ requests }) => requests),
      authorizations: held.flatMap(({ authorizations }) => authorizations),
      codes: held.flatMap(({ codes }) => codes),
    }
  })
  return { nowMs, behaviours: toBehaviours(behaviours), books }
}

function toBehaviours(value: unknown): Behaviours {
  try {
    return readBehaviours(value, 'wire')
  } catch (error) {
    if (error instanceof TypeError) throw reader.wrong('behaviours', `does not do: ${error.message}`)
    throw error
  }
}

function readAccount(value: unknown, at: string, shelf: Shelf): Held & { levels: HeldLevel[] } {
  const fields = reader.fields(value, at, ACCOUNT_FIELDS)
  const { sub } = shelf.account
  if (reader.text(fields['sub'], `${at}.sub`) !== sub) throw reader.wrong(`${at}.sub`, `is not "${sub}"`)
  function readEach<T>(name: string, read: (value: unknown, at: string, shelf: Shelf) => T): T[] {
    return reader.list(fields[name], `${at}.${name}`).map((one, index) => read(one, `${at}.${name}[${index}]`, shelf))
  }
  return {
    levels: readLevels(fields['calendars'], fields['pending'], at, shelf),
    requests: ['permission_requests', 'closed_permission_requests'].flatMap((name) => readEach(name, readRequest)),
    authorizations: readEach('authorizations', readAuthorization),
    codes: readEach('codes', (value, at) => {
      const fields = reader.fields(value, at, ['code', 'client_id', 'scope', 'redirect_uri', 'expires_at'])
      return {
        code: readSecret('co', fields['code'], `${at}.code`, shelf),
        authorization: readAllowed(fields['client_id'], fields['scope'], at, shelf),
        redirectUri: readAddress(fields['redirect_uri'], `${at}.redirect_uri`),
        expiresAtMs: reader.time(fields['expires_at'], `${at}.expires_at`),
      }
    }),
  }
}

function readLevels(calendars: unknown, pending: unknown, at: string, shelf: Shelf): HeldLevel[] {
  const ids = [...shelf.calendars.keys()]
  const levels = reader.fields(calendars, `${at}.calendars`, ids)
  const waiting = reader.fields(pending, `${at}.pending`, [], ids)
  return [...shelf.calendars].map(([id, calendar]) => {
    const level = levels[id]
    if (level !== 'sandbox' && level !== 'unrestricted') {
      throw reader.wrong(fieldAt(`${at}.calendars`, id), 'is not "sandbox" or "unrestricted"')
    }
    const readsLeft = waiting[id]
    if (readsLeft === undefined) return { calendar, level }
    if (typeof readsLeft !== 'number' || !Number.isSafeInteger(readsLeft) || readsLeft < 1) {
      throw reader.wrong(fieldAt(`${at}.pending`, id), 'is not a whole number of reads from 1')
    }
    if (level === 'unrestricted') throw reader.wrong(fieldAt(`${at}.pending`, id), 'waits, and is unrestricted already')
    return { calendar, level, readsLeft }
  })
}

function readRequest(value: unknown, at: string, shelf: Shelf): HeldRequest {
  const names = ['url', 'client_id', 'calendar_ids', 'redirect_uri', 'expires_at', 'decided']
  const fields = reader.fields(value, at, names)
  const { dataCenter, id } = parseRequestUrl(reader.text(fields['url'], `${at}.url`)) ?? {}
  if (dataCenter !== shelf.instance.id) {
    throw reader.wrong(`${at}.url`, `is no address of an access page of "${shelf.instance.id}"`)
  }
  const { decided } = fields
  if (typeof decided !== 'boolean') throw reader.wrong(`${at}.decided`, 'is not true or false')
  const calendars = reader.list(fields['calendar_ids'], `${at}.calendar_ids`).map((calendarId, index) => {
    const calendar = shelf.calendars.get(reader.text(calendarId, `${at}.calendar_ids[${index}]`))
    if (calendar === undefined) throw reader.wrong(`${at}.calendar_ids[${index}]`, 'is no calendar of this account')
    return calendar
  })
  if (calendars.length === 0) throw reader.wrong(`${at}.calendar_ids`, 'is empty')
  if (new Set(calendars).size < calendars.length) throw reader.wrong(`${at}.calendar_ids`, 'has a calendar twice')
  return {
    id: readSecret('pr', id, `${at}.url`, shelf),
    clientId: readClient(fields['client_id'], at, shelf),
    account: shelf.account,
    calendars,
    redirectUri: readAddress(fields['redirect_uri'], `${at}.redirect_uri`),
    expiresAtMs: reader.time(fields['expires_at'], `${at}.expires_at`),
    decided,
  }
}

function readAuthorization(value: unknown, at: string, shelf: Shelf): HeldAuthorization {
  const names = ['client_id', 'scope', 'refresh_token', 'access_tokens']
  const fields = reader.fields(value, at, names, ['refresh_token_expires_at'])
  const { refresh_token_expires_at: expires } = fields
  return {
    ...readAllowed(fields['client_id'], fields['scope'], at, shelf),
    refreshToken: readSecret('rt', fields['refresh_token'], `${at}.refresh_token`, shelf),
    ...(expires !== undefined && {
      refreshTokenExpiresAtMs: reader.time(expires, `${at}.refresh_token_expires_at`),
    }),
    accessTokens: reader.list(fields['access_tokens'], `${at}.access_tokens`).map((one, index) => {
      const tokenAt = `${at}.access_tokens[${index}]`
      const token = reader.fields(one, tokenAt, ['access_token', 'expires_at'])
      return {
        accessToken: readSecret('at', token['access_token'], `${tokenAt}.access_token`, shelf),
        expiresAtMs: reader.time(token['expires_at'], `${tokenAt}.expires_at`),
      }
    }),
  }
}

function readAllowed(clientId: unknown, scope: unknown, at: string, shelf: Shelf): Authorization {
  return {
    clientId: readClient(clientId, at, shelf),
    account: shelf.account,
    scope: reader.text(scope, `${at}.scope`),
  }
}

function readClient(value: unknown, at: string, { instance }: Shelf): string {
  const clientId = reader.text(value, `${at}.client_id`)
  if (instance.clients.some((client) => client.clientId === clientId)) return clientId
  throw reader.wrong(`${at}.client_id`, 'is no application of this sandbox')
}

/** In the form of our own, and once: it would not be masked in the journal, or stand for two things. */
function readSecret(kind: SecretKind, value: unknown, at: string, { instance, seen }: Shelf): string {
  const secret = reader.text(value, at)
  if (!isSecret(kind, instance.id, secret)) {
    const form = `"${kind}_${instance.id}_" and 32 hexadecimal digits`
    throw reader.wrong(at, `is no ${SECRET_NAMES[kind]} of "${instance.id}": ${form}`)
  }
  if (seen.has(secret)) throw reader.wrong(at, 'is in the document twice')
  seen.add(secret)
  return secret
}

function readAddress(value: unknown, at: string): string {
  const address = reader.text(value, at)
  if (!isWebAddress(address)) throw reader.wrong(at, 'is no absolute http or https address')
  return address
}
