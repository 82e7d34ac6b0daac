import type { Account } from './accounts.ts'

/**
 * The applications that asked to erase an account's personal data, by `request_pii_erasure` of a revocation (SDK). The emulator
 * erases nothing, because tests need its accounts.
 */
export interface ErasureRequests {
  add(account: Account, clientId: string): void
  /** The applications that asked, in the order of their first request. */
  clientIdsOf(account: Account): string[]
  restore(stored: readonly StoredErasures[]): void
}

export interface StoredErasures {
  readonly account: Account
  readonly clientIds: readonly string[]
}

export function createErasureRequests(): ErasureRequests {
  const clientIds = new Map<Account, Set<string>>()
  return {
    add(account, clientId) {
      clientIds.set(account, new Set([...(clientIds.get(account) ?? []), clientId]))
    },
    clientIdsOf: (account) => [...(clientIds.get(account) ?? [])],
    restore(stored) {
      clientIds.clear()
      for (const { account, clientIds: ids } of stored) clientIds.set(account, new Set(ids))
    },
  }
}
