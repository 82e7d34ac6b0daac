/**
 * The state as a document, to inspect, store, and restore.
 *
 * It contains tokens, codes, and redirect URIs in plain text, because they could not be restored otherwise. They are
 * fake, and anyone who can read them here can also create some through `POST /sandbox/tokens`. The journal, which people
 * share, contains none. The document contains neither the faults, which have their own route, nor the journal, nor
 * the browsers that have authorized.
 *
 * @module
 */

import { type BehaviorStore, type Behaviors, toSnakeCase } from '../config/behaviors.ts'
import { type Account, ownCalendarsOf } from './accounts.ts'
import type { StoredCode } from './authorization-codes.ts'
import { type Clock, toTimestamp } from './clock.ts'
import type { DataCenterStore } from './data-center.ts'
import type { StoredErasures } from './erasure-requests.ts'
import type { StoredLevel } from './grants.ts'
import type { StoredRequest } from './permission-requests.ts'
import type { Authorization, StoredAuthorization } from './tokens.ts'

/** The result of `GET /sandbox/state` and the input of `PUT /sandbox/state`. Times are RFC 3339 in UTC. */
export interface SandboxState {
  /** The emulator's time. Restoring a state sets the clock to it, so that remaining lifetimes stay the same. */
  readonly now: string
  /** The behaviors as in `GET /sandbox/behaviors`, because they affect which requests are open. */
  readonly behaviors: Readonly<Record<string, unknown>>
  /** By data center, and then by the name of the account. */
  readonly data_centers: Readonly<Record<string, Readonly<Record<string, AccountState>>>>
}

/** The state of one account in one data center. */
export interface AccountState {
  /** The ID of the account on the wire. */
  readonly sub: string
  /** The current permission level, by calendar ID. */
  readonly calendars: Readonly<Record<string, string>>
  /** The remaining reads of each pending grant, by calendar ID. */
  readonly pending: Readonly<Record<string, number>>
  /** The open requests. */
  readonly permission_requests: readonly RequestState[]
  /** The decided and expired requests. Their URLs respond with 410. */
  readonly closed_permission_requests: readonly RequestState[]
  /** The authorizations that are not revoked. */
  readonly authorizations: readonly AuthorizationState[]
  /** The unused codes. */
  readonly codes: readonly CodeState[]
  /** The names of the accounts that were linked to this one. Absent if there are none. */
  readonly linked_accounts?: readonly string[]
  /** The applications that asked to erase personal data. Absent if there are none. */
  readonly pii_erasure_requested_by?: readonly string[]
}

/** A permission request. */
export interface RequestState {
  /** The access page, with the origin of the request for the state. */
  readonly url: string
  /** The application that made the request. */
  readonly client_id: string
  /** The requested calendars. */
  readonly calendar_ids: readonly string[]
  /** Where the user returns to. */
  readonly redirect_uri: string
  /** When the access page expires. */
  readonly expires_at: string
  /** Whether the user has decided. */
  readonly decided: boolean
}

/** An authorization with its tokens, including expired ones, because each of them can revoke it. */
export interface AuthorizationState {
  /** The application that the user has authorized. */
  readonly client_id: string
  /** The granted scopes, separated by spaces. */
  readonly scope: string
  /** The ID of the profile that the user signed in with. Absent if it is the first one of the account. */
  readonly linking_profile?: string
  /** The refresh token. */
  readonly refresh_token: string
  /** Absent if it does not expire. */
  readonly refresh_token_expires_at?: string
  /** The access tokens, each with the time at which it expires. */
  readonly access_tokens: readonly { readonly access_token: string; readonly expires_at: string }[]
}

/** An authorization code. */
export interface CodeState {
  /** The code. */
  readonly code: string
  /** The application that the code was issued to. */
  readonly client_id: string
  /** The scopes that the code grants, separated by spaces. */
  readonly scope: string
  /** As for an authorization. */
  readonly linking_profile?: string
  /** The redirect URI of the authorization request. */
  readonly redirect_uri: string
  /** The S256 challenge of PKCE. Absent if there is none, and in snapshots of older versions. */
  readonly code_challenge?: string
  /** When the code expires. */
  readonly expires_at: string
}

/** A valid document: the new state of each data center. */
export interface ParsedState {
  readonly nowMs: number
  readonly behaviors: Behaviors
  readonly dataCenters: readonly (StoredEntities & {
    readonly store: DataCenterStore
    readonly levels: readonly StoredLevel[]
    readonly links: readonly StoredLinks[]
    readonly erasures: readonly StoredErasures[]
  })[]
}

/** The accounts that are linked to an account. */
export interface StoredLinks {
  readonly account: Account
  readonly linkedAccounts: readonly Account[]
}

/** The entities of an account or of a data center. */
export interface StoredEntities {
  readonly requests: readonly StoredRequest[]
  readonly authorizations: readonly StoredAuthorization[]
  readonly codes: readonly StoredCode[]
}

/** The state outside of the data centers. */
export interface SnapshotContext {
  readonly clock: Clock
  readonly behaviorStore: BehaviorStore
}

/** Creates the document. The URLs of access pages begin with `origin`. */
export function exportState(
  stores: ReadonlyMap<string, DataCenterStore>,
  { clock, behaviorStore }: SnapshotContext,
  origin: string,
): SandboxState {
  const dataCenters = [...stores.values()].map((store) => {
    const { id, accounts, permissionRequests, tokens, codes } = store
    const stored = { requests: permissionRequests.export(), authorizations: tokens.export(), codes: codes.export() }
    const accessPageBase = `${origin}/${id}/permissions/`
    return [
      id,
      Object.fromEntries(
        [...accounts.values()].map((account) => [account.name, writeAccount(account, store, stored, accessPageBase)]),
      ),
    ]
  })
  return {
    now: toTimestamp(clock.now()),
    behaviors: toSnakeCase(behaviorStore.current()),
    data_centers: Object.fromEntries(dataCenters),
  }
}

/** Restores a state. It replaces everything, and none of its steps can fail. */
export function restoreState(
  { nowMs, behaviors, dataCenters }: ParsedState,
  { clock, behaviorStore }: SnapshotContext,
): void {
  clock.set(nowMs)
  behaviorStore.replace(behaviors)
  for (const { store, levels, links, erasures, requests, authorizations, codes } of dataCenters) {
    for (const { account, linkedAccounts } of links) {
      account.linkedAccounts.clear()
      for (const linked of linkedAccounts) account.linkedAccounts.add(linked)
    }
    store.browsers.clear()
    store.erasureRequests.restore(erasures)
    store.grants.restore(levels)
    store.permissionRequests.restore(requests)
    store.tokens.restore(authorizations)
    store.codes.restore(codes)
  }
}

function writeAccount(
  account: Account,
  { grants, permissionRequests, erasureRequests }: DataCenterStore,
  stored: StoredEntities,
  accessPageBase: string,
): AccountState {
  const requests = stored.requests.filter((request) => request.account === account)
  const isOpen = (request: StoredRequest) => permissionRequests.status(request) === 'open'
  const write = (request: StoredRequest) => writeRequest(request, `${accessPageBase}${request.id}`)
  const ownCalendars = ownCalendarsOf(account)
  const linkedNames = [...account.linkedAccounts].map(({ name }) => name)
  const erasureClientIds = erasureRequests.clientIdsOf(account)
  return {
    sub: account.sub,
    calendars: Object.fromEntries(
      ownCalendars.map((calendar) => [calendar.calendar_id, calendar.permission_level ?? 'sandbox']),
    ),
    pending: grants.pendingReads(ownCalendars),
    permission_requests: requests.filter(isOpen).map(write),
    closed_permission_requests: requests.filter((request) => !isOpen(request)).map(write),
    authorizations: stored.authorizations
      .filter((authorization) => authorization.account === account)
      .map(writeAuthorization),
    codes: stored.codes.filter(({ authorization }) => authorization.account === account).map(writeCode),
    ...(linkedNames.length > 0 && { linked_accounts: linkedNames }),
    ...(erasureClientIds.length > 0 && { pii_erasure_requested_by: erasureClientIds }),
  }
}

function writeRequest(
  { clientId, calendars, redirectUri, expiresAtMs, decided }: StoredRequest,
  url: string,
): RequestState {
  return {
    url,
    client_id: clientId,
    calendar_ids: calendars.map((calendar) => calendar.calendar_id),
    redirect_uri: redirectUri,
    expires_at: toTimestamp(expiresAtMs),
    decided,
  }
}

function writeAuthorization(stored: StoredAuthorization): AuthorizationState {
  const { refreshToken, refreshTokenExpiresAtMs, accessTokens } = stored
  return {
    ...writeScope(stored),
    refresh_token: refreshToken,
    ...(refreshTokenExpiresAtMs !== undefined && { refresh_token_expires_at: toTimestamp(refreshTokenExpiresAtMs) }),
    access_tokens: accessTokens.map(({ accessToken, expiresAtMs }) => ({
      access_token: accessToken,
      expires_at: toTimestamp(expiresAtMs),
    })),
  }
}

function writeCode({ code, authorization, redirectUri, codeChallenge, expiresAtMs }: StoredCode): CodeState {
  return {
    ...{ code, ...writeScope(authorization), redirect_uri: redirectUri },
    ...(codeChallenge !== undefined && { code_challenge: codeChallenge }),
    expires_at: toTimestamp(expiresAtMs),
  }
}

function writeScope({ clientId, scope, linkingProfile }: Authorization) {
  return {
    client_id: clientId,
    scope,
    ...(linkingProfile !== undefined && { linking_profile: linkingProfile.profile_id }),
  }
}
