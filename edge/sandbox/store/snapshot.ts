/**
 * The books as a document: everything that lasts, to look at, to keep, and to put back.
 *
 * It holds tokens, codes and return addresses as they are, since without them nothing could be put back. They are made up,
 * and whoever can read them here could have them made at `POST /sandbox/tokens`; the journal, which people hand around, has
 * none of them. Not in it are the faults, which have a route of their own, and the journal, which tells what happened.
 *
 * @module
 */

import { type BehaviorStore, type Behaviors, toSnakeCase } from '../config/behaviors.ts'
import { type Account, calendarsOf } from './accounts.ts'
import type { StoredCode } from './authorization-codes.ts'
import { type Clock, toTimestamp } from './clock.ts'
import type { DataCenterStore } from './data-center.ts'
import type { StoredLevel } from './grants.ts'
import type { StoredRequest } from './permission-requests.ts'
import type { StoredAuthorization } from './tokens.ts'

/** What `GET /sandbox/state` answers, and `PUT /sandbox/state` takes. Times are RFC 3339, in UTC. */
export interface SandboxState {
  /**
   * The sandbox's time. Putting a state back sets the clock to it, so that what had ten minutes left has them again, however
   * long ago that was; the clock runs on from there.
   */
  readonly now: string
  /** The switches, as `GET /sandbox/behaviors` answers them: they decide which requests are open. */
  readonly behaviors: Readonly<Record<string, unknown>>
  /** By data center, then by the account's name. */
  readonly data_centers: Readonly<Record<string, Readonly<Record<string, AccountState>>>>
}

/** The books of one account in one data center. */
export interface AccountState {
  readonly sub: string
  /** By calendar id: the permission level that a read would show at this moment. */
  readonly calendars: Readonly<Record<string, string>>
  /** The grants that do not show yet, by calendar id, each with how many more reads will not show it. */
  readonly pending: Readonly<Record<string, number>>
  /** Those that wait for a decision. */
  readonly permission_requests: readonly RequestState[]
  /** Those that do not: decided, or expired. Their addresses answer 410. */
  readonly closed_permission_requests: readonly RequestState[]
  /** Those in force. One that was revoked is gone. */
  readonly authorizations: readonly AuthorizationState[]
  /** Those that were not exchanged. */
  readonly codes: readonly CodeState[]
}

/** A permission request. */
export interface RequestState {
  /** The access page, at the origin that was asked for the state. */
  readonly url: string
  readonly client_id: string
  readonly calendar_ids: readonly string[]
  readonly redirect_uri: string
  readonly expires_at: string
  readonly decided: boolean
}

/** An authorization with its tokens, expired ones too: revoking one of them ends all. */
export interface AuthorizationState {
  readonly client_id: string
  readonly scope: string
  readonly refresh_token: string
  /** Absent where it lives as long as the authorization. */
  readonly refresh_token_expires_at?: string
  readonly access_tokens: readonly { readonly access_token: string; readonly expires_at: string }[]
}

/** An authorization code. */
export interface CodeState {
  readonly code: string
  readonly client_id: string
  readonly scope: string
  readonly redirect_uri: string
  readonly expires_at: string
}

/** A document that was read and makes sense: what each data center is to hold. */
export interface ParsedState {
  readonly nowMs: number
  readonly behaviors: Behaviors
  readonly dataCenters: readonly (StoredEntities & {
    readonly store: DataCenterStore
    readonly levels: readonly StoredLevel[]
  })[]
}

/** What is held, of one account or of all of a data center. */
export interface StoredEntities {
  readonly requests: readonly StoredRequest[]
  readonly authorizations: readonly StoredAuthorization[]
  readonly codes: readonly StoredCode[]
}

/** What a state is of, beside the data centers. */
export interface SnapshotContext {
  readonly clock: Clock
  readonly behaviorStore: BehaviorStore
}

/** Writes the document. Addresses of access pages begin with `origin`. */
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

/** Puts back what was read. Nothing of what was there before stays, and no step of this can fail. */
export function restoreState(
  { nowMs, behaviors, dataCenters }: ParsedState,
  { clock, behaviorStore }: SnapshotContext,
): void {
  clock.set(nowMs)
  behaviorStore.replace(behaviors)
  for (const { store, levels, requests, authorizations, codes } of dataCenters) {
    store.grants.restore(levels)
    store.permissionRequests.restore(requests)
    store.tokens.restore(authorizations)
    store.codes.restore(codes)
  }
}

function writeAccount(
  account: Account,
  { grants, permissionRequests }: DataCenterStore,
  stored: StoredEntities,
  accessPageBase: string,
): AccountState {
  const requests = stored.requests.filter((request) => request.account === account)
  const isOpen = (request: StoredRequest) => permissionRequests.status(request) === 'open'
  const write = (request: StoredRequest) => writeRequest(request, `${accessPageBase}${request.id}`)
  return {
    sub: account.sub,
    calendars: Object.fromEntries(
      calendarsOf(account).map((calendar) => [calendar.calendar_id, calendar.permission_level ?? 'sandbox']),
    ),
    pending: grants.pendingReads(account),
    permission_requests: requests.filter(isOpen).map(write),
    closed_permission_requests: requests.filter((request) => !isOpen(request)).map(write),
    authorizations: stored.authorizations
      .filter((authorization) => authorization.account === account)
      .map(writeAuthorization),
    codes: stored.codes.filter(({ authorization }) => authorization.account === account).map(writeCode),
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
  const { clientId, scope, refreshToken, refreshTokenExpiresAtMs, accessTokens } = stored
  return {
    client_id: clientId,
    scope,
    refresh_token: refreshToken,
    ...(refreshTokenExpiresAtMs !== undefined && { refresh_token_expires_at: toTimestamp(refreshTokenExpiresAtMs) }),
    access_tokens: accessTokens.map(({ accessToken, expiresAtMs }) => ({
      access_token: accessToken,
      expires_at: toTimestamp(expiresAtMs),
    })),
  }
}

function writeCode({ code, authorization: { clientId, scope }, redirectUri, expiresAtMs }: StoredCode): CodeState {
  return { code, client_id: clientId, scope, redirect_uri: redirectUri, expires_at: toTimestamp(expiresAtMs) }
}
