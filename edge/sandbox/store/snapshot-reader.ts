/**
 * Parses a snapshot that is to be restored. It has to be complete and consistent, because a mistake in it would look like a
 * different state.
 *
 * @module
 */
import { parseBehaviors } from '../config/behaviors.ts'
import { isHttpUrl } from '../http/web-url.ts'
import { createValidator } from '../validation/json-schema.ts'
import { httpError, withHttpError } from '../validation/messages.ts'
import { redactText } from '../validation/redact.ts'
import { isToken, TOKEN_LENGTH, type TokenKind } from '../validation/token-format.ts'
import { type Account, ownCalendarsOf } from './accounts.ts'
import type { StoredCode } from './authorization-codes.ts'
import { MAX_TIME_MS } from './clock.ts'
import type { DataCenterStore } from './data-center.ts'
import type { StoredErasures } from './erasure-requests.ts'
import { parseRequestUrl } from './find-permission-request.ts'
import type { StoredLevel } from './grants.ts'
import type { StoredRequest } from './permission-requests.ts'
import type {
  AccountState,
  AuthorizationState,
  CodeState,
  ParsedState,
  RequestState,
  SandboxState,
  StoredEntities,
  StoredLinks,
} from './snapshot.ts'
import { createSnapshotSchema } from './snapshot-schema.ts'
import type { Authorization } from './tokens.ts'

const TOKEN_NAMES: Readonly<Record<TokenKind, string>> = {
  at: 'an access token',
  rt: 'a refresh token',
  co: 'an authorization code',
  pr: 'an access page',
}

/** The account that a part of the snapshot belongs to. */
interface AccountContext {
  readonly store: DataCenterStore
  readonly account: Account
  /** The accounts that the snapshot links to it. */
  readonly linkedAccounts: readonly Account[]
  readonly pointer: string
  /** All tokens, codes, and request IDs of the snapshot so far. */
  readonly seen: Set<string>
}

/**
 * Parses the result of `GET /sandbox/state`. It must contain every data center, account, and calendar of these stores and no
 * others. Otherwise it belongs to another seed.
 *
 * @throws HTTPException 422 "Cannot restore the state: /data_centers/de/google: "sub" is missing." for the first issue. The
 * message quotes no value, because any of them may be a token.
 */
export function parseState(value: unknown, stores: ReadonlyMap<string, DataCenterStore>): ParsedState {
  const [issue] = createValidator(createSnapshotSchema(stores))(value)
  if (issue !== undefined) throw stateError(redactText(issue.pointer), issue.message)
  const state = value as SandboxState
  const nowMs = parseTimestamp(state.now, '/now')
  if (nowMs > MAX_TIME_MS) throw stateError('/now', 'The time is later than the year 9999.')
  const seen = new Set<string>()
  const dataCenters = [...stores.values()].map((store) => {
    const entities = [...store.accounts.values()].flatMap((account) => {
      const accountState = state.data_centers[store.id]?.[account.name]
      if (accountState === undefined) return []
      const linkedAccounts = (accountState.linked_accounts ?? []).flatMap((name) => store.accounts.get(name) ?? [])
      const pointer = `/data_centers/${store.id}/${account.name}`
      return parseAccount(accountState, { store, account, linkedAccounts, pointer, seen })
    })
    return {
      store,
      levels: entities.flatMap(({ levels }) => levels),
      links: entities.map(({ links }) => links),
      erasures: entities.map(({ erasures }) => erasures),
      requests: entities.flatMap(({ requests }) => requests),
      authorizations: entities.flatMap(({ authorizations }) => authorizations),
      codes: entities.flatMap(({ codes }) => codes),
    }
  })
  return { nowMs, behaviors: withHttpError(() => parseBehaviors(state.behaviors, 'snake_case')), dataCenters }
}

/** What is read of one account. */
interface ParsedAccount extends StoredEntities {
  readonly levels: readonly StoredLevel[]
  readonly links: StoredLinks
  readonly erasures: StoredErasures
}

function parseAccount(state: AccountState, context: AccountContext): ParsedAccount {
  const { account, linkedAccounts, pointer } = context
  return {
    links: { account, linkedAccounts },
    erasures: { account, clientIds: state.pii_erasure_requested_by ?? [] },
    levels: ownCalendarsOf(account).map((calendar) => {
      const id = calendar.calendar_id
      const level = state.calendars[id] ?? 'sandbox'
      const readsLeft = state.pending[id]
      if (readsLeft === undefined) return { calendar, level }
      if (level !== 'unrestricted') return { calendar, level, readsLeft }
      throw stateError(`${pointer}/pending/${id}`, 'The calendar is unrestricted already. Remove its pending grant.')
    }),
    requests: (['permission_requests', 'closed_permission_requests'] as const).flatMap((name) =>
      state[name].map((request, index) => parseRequest(request, `${pointer}/${name}/${index}`, context)),
    ),
    authorizations: state.authorizations.map((authorization, index) => {
      const at = `${pointer}/authorizations/${index}`
      const expiresAt = authorization.refresh_token_expires_at
      return {
        ...parseAuthorization(authorization, at, context),
        refreshToken: parseToken('rt', authorization.refresh_token, `${at}/refresh_token`, context),
        ...(expiresAt !== undefined && {
          refreshTokenExpiresAtMs: parseTimestamp(expiresAt, `${at}/refresh_token_expires_at`),
        }),
        accessTokens: authorization.access_tokens.map(({ access_token, expires_at }, tokenIndex) => ({
          accessToken: parseToken('at', access_token, `${at}/access_tokens/${tokenIndex}/access_token`, context),
          expiresAtMs: parseTimestamp(expires_at, `${at}/access_tokens/${tokenIndex}/expires_at`),
        })),
      }
    }),
    codes: state.codes.map((code, index) => parseCode(code, `${pointer}/codes/${index}`, context)),
  }
}

function parseCode(state: CodeState, pointer: string, context: AccountContext): StoredCode {
  const { code, redirect_uri, code_challenge, expires_at } = state
  return {
    code: parseToken('co', code, `${pointer}/code`, context),
    authorization: parseAuthorization(state, pointer, context),
    redirectUri: parseRedirectUri(redirect_uri, pointer),
    ...(code_challenge !== undefined && { codeChallenge: code_challenge }),
    expiresAtMs: parseTimestamp(expires_at, `${pointer}/expires_at`),
  }
}

function parseAuthorization(
  { client_id: clientId, scope, linking_profile: profileId }: AuthorizationState | CodeState,
  pointer: string,
  { account, linkedAccounts }: AccountContext,
): Authorization {
  if (profileId === undefined) return { clientId, account, scope }
  const profiles = [account, ...linkedAccounts].flatMap((owner) => owner.profiles)
  const linkingProfile = profiles.find(({ profile_id }) => profile_id === profileId)
  if (linkingProfile !== undefined) return { clientId, account, scope, linkingProfile }
  throw stateError(`${pointer}/linking_profile`, 'This is not the ID of a profile of the account.')
}

function parseRequest(state: RequestState, pointer: string, context: AccountContext): StoredRequest {
  const ids = new Set(state.calendar_ids)
  if (ids.size < state.calendar_ids.length) throw stateError(`${pointer}/calendar_ids`, 'A calendar is repeated.')
  const { dataCenter, id = '' } = parseRequestUrl(state.url) ?? {}
  if (dataCenter !== context.store.id) {
    throw stateError(`${pointer}/url`, `This is not the URL of an access page of "${context.store.id}".`)
  }
  const { account, linkedAccounts } = context
  const calendars = new Map(
    [account, ...linkedAccounts].flatMap(ownCalendarsOf).map((calendar) => [calendar.calendar_id, calendar]),
  )
  return {
    id: parseToken('pr', id, `${pointer}/url`, context),
    clientId: state.client_id,
    account,
    // In the order of the snapshot, which is the order that the application requested.
    calendars: state.calendar_ids.map((calendarId, index) => {
      const calendar = calendars.get(calendarId)
      if (calendar !== undefined) return calendar
      throw stateError(`${pointer}/calendar_ids/${index}`, 'This is not the ID of a calendar of the account.')
    }),
    redirectUri: parseRedirectUri(state.redirect_uri, pointer),
    expiresAtMs: parseTimestamp(state.expires_at, `${pointer}/expires_at`),
    decided: state.decided,
  }
}

/** Only the emulator's own format is allowed, because the journal recognizes tokens by it. Each token is unique. */
function parseToken(kind: TokenKind, token: string, pointer: string, { store, seen }: AccountContext): string {
  if (!isToken(kind, store.id, token)) {
    const format = `${TOKEN_LENGTH} characters: "${kind}_${store.id}_" and hexadecimal digits`
    throw stateError(pointer, `This is not ${TOKEN_NAMES[kind]} of "${store.id}". Use ${format}.`)
  }
  if (seen.size === seen.add(token).size) throw stateError(pointer, 'The same token is in the document twice.')
  return token
}

function parseRedirectUri(url: string, pointer: string): string {
  if (isHttpUrl(url)) return url
  throw stateError(`${pointer}/redirect_uri`, 'This is not an absolute http or https URL.')
}

/** `Date` writes six digits for years after 9999. They occur where something expires after the end of the clock. */
const TIMESTAMP = /^(?:\d{4}|\+\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/

function parseTimestamp(text: string, pointer: string): number {
  const timeMs = TIMESTAMP.test(text) ? Date.parse(text) : Number.NaN
  // `Date` reads February 30 as March 2.
  const isDate = !Number.isNaN(timeMs) && new Date(timeMs).toISOString().split('T')[0] === text.split('T')[0]
  if (isDate) return timeMs
  throw stateError(pointer, 'This is not a time in UTC such as "2026-11-23T10:00:00.000Z".')
}

function stateError(pointer: string, message: string): ReturnType<typeof httpError> {
  return httpError(422, 'restore the state', `${pointer === '' ? 'the document' : pointer}: ${message}`)
}
