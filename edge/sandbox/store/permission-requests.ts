/**
 * The permission requests of one data center: asked for by an application, decided by a user, once.
 *
 * @module
 */

import type { BehaviorStore } from '../config/behaviors.ts'
import { appendQuery } from '../http/web-url.ts'
import { createToken } from '../validation/token-format.ts'
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
export interface StoredRequest extends PermissionRequest {
  readonly decided: boolean
}

/** `decided`: the address is single use (a guess, switched by `singleUseUrl`). */
export type PermissionRequestStatus = 'open' | 'decided' | 'expired'

/** Which injected faults change a decision. Each is asked for only when it would take effect, because asking counts as a hit. */
export interface DecisionFaults {
  (fault: 'delayed_grant'): { readonly reads: number } | undefined
  (fault: 'append_error_naively'): object | undefined
}

/** The permission requests of a data center. */
export interface PermissionRequests {
  create(input: Pick<PermissionRequest, 'clientId' | 'account' | 'calendars' | 'redirectUri'>): PermissionRequest
  find(id: string): PermissionRequest | undefined
  status(request: PermissionRequest): PermissionRequestStatus
  /**
   * Grants the calendars with these ids, leaves the others as they are (that some can be accepted is a guess), and
   * answers where the user goes: the redirect URI, with `error=access_denied` only where nothing was accepted
   * (documented for a rejection). The caller checks that the request is open and asked for these ids.
   */
  decide(request: PermissionRequest, acceptedIds: readonly string[], injectEffect: DecisionFaults): string
  /** Lets the address of an access page expire now. */
  expire(request: PermissionRequest): void
  /** Every request there was, in the order they were made. */
  export(): StoredRequest[]
  /** Puts these in the place of all. */
  restore(storedRequests: readonly StoredRequest[]): void
}

/** Starts with no request. */
export function createPermissionRequests(
  dataCenter: string,
  clock: Clock,
  grants: Grants,
  behaviorStore: BehaviorStore,
): PermissionRequests {
  const requests = new Map<string, PermissionRequest>()
  const decided = new Set<string>()

  function status(request: PermissionRequest): PermissionRequestStatus {
    if (decided.has(request.id) && behaviorStore.current().singleUseUrl) return 'decided'
    return clock.now() < request.expiresAtMs ? 'open' : 'expired'
  }

  return {
    create(input) {
      const id = createToken('pr', dataCenter)
      const request = { id, ...input, expiresAtMs: clock.now() + behaviorStore.current().urlTtlSeconds * 1000 }
      requests.set(id, request)
      return request
    },
    find: (id) => requests.get(id),
    status,
    decide(request, acceptedIds, injectEffect) {
      decided.add(request.id)
      if (acceptedIds.length > 0) {
        const accepted = request.calendars.filter((calendar) => acceptedIds.includes(calendar.calendar_id))
        grants.grant(accepted, injectEffect('delayed_grant')?.reads)
        return appendQuery(request.redirectUri, {})
      }
      if (injectEffect('append_error_naively') !== undefined) return `${request.redirectUri}?error=access_denied`
      return appendQuery(request.redirectUri, { error: 'access_denied' })
    },
    expire(request) {
      requests.set(request.id, { ...request, expiresAtMs: Math.min(request.expiresAtMs, clock.now()) })
    },
    export: () => [...requests.values()].map((request) => ({ ...request, decided: decided.has(request.id) })),
    restore(storedRequests) {
      requests.clear()
      decided.clear()
      for (const { decided: isDecided, ...request } of storedRequests) {
        requests.set(request.id, request)
        if (isDecided) decided.add(request.id)
      }
    },
  }
}
