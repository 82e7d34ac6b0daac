/**
 * The books as a document: everything that lasts, to look at, to keep, and to put back.
 *
 * It holds tokens, codes and return addresses as they are, since without them nothing could be put back. They are made up,
 * and whoever can read them here could have them made at `POST /sandbox/tokens`; the journal, which people hand around, has
 * none of them. Not in it are the faults, which have a route of their own, and the journal, which tells what happened.
 *
 * @module
 */

import { type Behaviours, type Switchboard, toWire } from '../config/behaviors.ts'
import { type Account, calendarsOf } from './accounts.ts'
import type { HeldCode } from './authorization-codes.ts'
import { type Clock, toTimestamp } from './clock.ts'
import type { Instance } from './data-center.ts'
import type { HeldLevel } from './grants.ts'
import type { HeldRequest } from './permission-requests.ts'
import type { HeldAuthorization } from './tokens.ts'

/** What `GET /sandbox/state` answers, and `PUT /sandbox/state` takes. Times are RFC 3339, in UTC. */
export interface SandboxState {
  /**
   * The sandbox's time. Putting a state back sets the clock to it, so that what had ten minutes left has them again, however
   * long ago that was; the clock runs on from there.
   */
  readonly now: string
  /** The switches, as `GET /sandbox/behaviours` answers them: they decide which requests are open. */
  readonly behaviours: Readonly<Record<string, unknown>>
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
export interface ReadState {
  readonly nowMs: number
  readonly behaviours: Behaviours
  readonly books: readonly (Held & { readonly instance: Instance; readonly levels: readonly HeldLevel[] })[]
}

/** What is held, of one account or of all of a data center. */
export interface Held {
  readonly requests: readonly HeldRequest[]
  readonly authorizations: readonly HeldAuthorization[]
  readonly codes: readonly HeldCode[]
}

/** What a state is of, beside the data centers. */
export interface Surroundings {
  readonly clock: Clock
  readonly switchboard: Switchboard
}

/** Writes the document. Addresses of access pages begin with `origin`. */
export function writeState(
  instances: ReadonlyMap<string, Instance>,
  { clock, switchboard }: Surroundings,
  origin: string,
): SandboxState {
  const books = [...instances.values()].map((instance) => {
    const { id, accounts, permissionRequests, tokens, codes } = instance
    const held = { requests: permissionRequests.held(), authorizations: tokens.held(), codes: codes.held() }
    const base = `${origin}/${id}/permissions/`
    return [
      id,
      Object.fromEntries([...accounts.values()].map((one) => [one.name, writeAccount(one, instance, held, base)])),
    ]
  })
  return {
    now: toTimestamp(clock.now()),
    behaviours: toWire(switchboard.now()),
    data_centers: Object.fromEntries(books),
  }
}

/** Puts back what was read. Nothing of what was there before stays, and no step of this can fail. */
export function restoreState({ nowMs, behaviours, books }: ReadState, { clock, switchboard }: Surroundings): void {
  clock.set(nowMs)
  switchboard.replace(behaviours)
  for (const { instance, levels, requests, authorizations, codes } of books) {
    instance.grants.restore(levels)
    instance.permissionRequests.restore(requests)
    instance.tokens.restore(authorizations)
    instance.codes.restore(codes)
  }
}

function writeAccount(
  account: Account,
  { grants, permissionRequests }: Instance,
  held: Held,
  base: string,
): AccountState {
  const requests = held.requests.filter((request) => request.account === account)
  const isOpen = (request: HeldRequest) => permissionRequests.status(request) === 'open'
  const write = (request: HeldRequest) => writeRequest(request, `${base}${request.id}`)
  return {
    sub: account.sub,
    calendars: Object.fromEntries(
      calendarsOf(account).map((calendar) => [calendar.calendar_id, calendar.permission_level ?? 'sandbox']),
    ),
    pending: grants.pending(account),
    permission_requests: requests.filter(isOpen).map(write),
    closed_permission_requests: requests.filter((request) => !isOpen(request)).map(write),
    authorizations: held.authorizations
      .filter((authorization) => authorization.account === account)
      .map(writeAuthorization),
    codes: held.codes.filter(({ authorization }) => authorization.account === account).map(writeCode),
  }
}

function writeRequest(
  { clientId, calendars, redirectUri, expiresAtMs, decided }: HeldRequest,
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

function writeAuthorization(held: HeldAuthorization): AuthorizationState {
  const { clientId, scope, refreshToken, refreshTokenExpiresAtMs, accessTokens } = held
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

function writeCode({ code, authorization: { clientId, scope }, redirectUri, expiresAtMs }: HeldCode): CodeState {
  return { code, client_id: clientId, scope, redirect_uri: redirectUri, expires_at: toTimestamp(expiresAtMs) }
}
