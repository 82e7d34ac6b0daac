import type { BehaviorStore } from '../config/behaviors.ts'
import { appendQuery } from '../http/web-url.ts'
import { createToken } from '../validation/token-format.ts'
import type { Account, Calendar } from './accounts.ts'
import type { Clock } from './clock.ts'
import type { Grants } from './grants.ts'

/** A permission request of an application. A user decides it once. */
export interface PermissionRequest {
  /** The last segment of the access page's path. Unguessable. */
  readonly id: string
  readonly clientId: string
  readonly account: Account
  readonly calendars: readonly Calendar[]
  readonly redirectUri: string
  readonly expiresAtMs: number
}

export interface StoredRequest extends PermissionRequest {
  readonly decided: boolean
}

/** `decided` occurs only if access pages are for single use (the behavior `singleUseUrl`, a guess). */
export type PermissionRequestStatus = 'open' | 'decided' | 'expired'

/**
 * The injected faults that change a decision. Each one is requested only when it would take effect, because that counts
 * as a hit.
 */
export interface DecisionFaults {
  (fault: 'delayed_grant'): { readonly reads: number } | undefined
  (fault: 'append_error_naively'): object | undefined
}

export interface PermissionRequests {
  create(input: Pick<PermissionRequest, 'clientId' | 'account' | 'calendars' | 'redirectUri'>): PermissionRequest
  find(id: string): PermissionRequest | undefined
  status(request: PermissionRequest): PermissionRequestStatus
  /**
   * Grants the calendars with these IDs, leaves the others as they are (a guess), and returns the redirect URI. It has
   * `error=access_denied` only if no calendar was accepted (documented for a rejection). The caller checks that the
   * request is open and contains these IDs.
   */
  decide(request: PermissionRequest, acceptedIds: readonly string[], injectEffect: DecisionFaults): string
  expire(request: PermissionRequest): void
  /** Every request, oldest first. */
  export(): StoredRequest[]
  restore(storedRequests: readonly StoredRequest[]): void
}

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
