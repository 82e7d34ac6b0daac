/**
 * The permission requests of one data center: asked for by an application, decided by a user, once.
 *
 * @module
 */

import type { Switchboard } from '../config/behaviors.ts'
import { addToQuery } from '../http/web-url.ts'
import { createSecret } from '../validation/token-format.ts'
import type { Account, Calendar } from './accounts.ts'
import type { Clock } from './clock.ts'
import type { Grants } from './grants.ts'

/** What an application asked a user for. */
export interface PermissionRequest {
  /** The last segment of the access page's path. Unguessable. */
  readonly id: string
  /** The application that asked. */
  readonly clientId: string
  readonly account: Account
  readonly calendars: readonly Calendar[]
  readonly redirectUri: string
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number
}

/** A request, and whether its user decided. */
export interface HeldRequest extends PermissionRequest {
  readonly decided: boolean
}

/** `decided`: the address is single use (a guess, switched by `singleUseUrl`). */
export type PermissionRequestStatus = 'open' | 'decided' | 'expired'

/** Which injected faults change a decision. Each is asked for only when it would take effect, because asking counts as a hit. */
export interface DecisionFaults {
  (fault: 'late_grant'): { readonly reads: number } | undefined
  (fault: 'naive_return'): object | undefined
}

/** The permission requests of a data center. */
export interface PermissionRequests {
  create(asked: Pick<PermissionRequest, 'clientId' | 'account' | 'calendars' | 'redirectUri'>): PermissionRequest
  find(id: string): PermissionRequest | undefined
  status(request: PermissionRequest): PermissionRequestStatus
  /**
   * Grants the calendars with these ids, leaves the others as they are (that some can be accepted is a guess), and
   * answers where the user goes: the redirect URI, with `error=access_denied` only where nothing was accepted
   * (documented for a rejection). The caller checks that the request is open and asked for these ids.
   */
  decide(request: PermissionRequest, acceptedIds: readonly string[], strike: DecisionFaults): string
  /** Lets the address of an access page expire now. */
  expire(request: PermissionRequest): void
  /** Every request there was, in the order they were made. */
  held(): HeldRequest[]
  /** Puts these in the place of all. */
  restore(held: readonly HeldRequest[]): void
}

/** Starts with no request. */
export function createPermissionRequests(
  dataCenter: string,
  clock: Clock,
  grants: Grants,
  switchboard: Switchboard,
): PermissionRequests {
  const requests = new Map<string, PermissionRequest>()
  const decided = new Set<string>()

  function status(request: PermissionRequest): PermissionRequestStatus {
    if (decided.has(request.id) && switchboard.now().singleUseUrl) return 'decided'
    return clock.now() < request.expiresAtMs ? 'open' : 'expired'
  }

  return {
    create(asked) {
      const id = createSecret('pr', dataCenter)
      const request = { id, ...asked, expiresAtMs: clock.now() + switchboard.now().urlTtlSeconds * 1000 }
      requests.set(id, request)
      return request
    },
    find: (id) => requests.get(id),
    status,
    decide(request, acceptedIds, strike) {
      decided.add(request.id)
      if (acceptedIds.length > 0) {
        const accepted = request.calendars.filter((calendar) => acceptedIds.includes(calendar.calendar_id))
        grants.give(accepted, strike('late_grant')?.reads)
        return addToQuery(request.redirectUri, {})
      }
      if (strike('naive_return') !== undefined) return `${request.redirectUri}?error=access_denied`
      return addToQuery(request.redirectUri, { error: 'access_denied' })
    },
    expire(request) {
      requests.set(request.id, { ...request, expiresAtMs: Math.min(request.expiresAtMs, clock.now()) })
    },
    held: () => [...requests.values()].map((request) => ({ ...request, decided: decided.has(request.id) })),
    restore(held) {
      requests.clear()
      decided.clear()
      for (const { decided: isDecided, ...request } of held) {
        requests.set(request.id, request)
        if (isDecided) decided.add(request.id)
      }
    },
  }
}
