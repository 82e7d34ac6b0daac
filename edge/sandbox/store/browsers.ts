import type { Account } from './accounts.ts'

/**
 * The browsers that have authorized in one data center. Cronofy knows them by a persistent cookie, and links the accounts
 * that authorize in one browser (documented).
 */
export interface Browsers {
  /** The account of the first authorization in a browser, or undefined if the browser is unknown. */
  find(browserId: string | undefined): Account | undefined
  /** Returns the ID of a new browser, for its cookie. */
  create(account: Account): string
  /** Forgets every browser. Their cookies have no effect any more. */
  clear(): void
}

export function createBrowsers(): Browsers {
  const accounts = new Map<string, Account>()
  return {
    find: (browserId) => accounts.get(browserId ?? ''),
    create(account) {
      const browserId = crypto.randomUUID()
      accounts.set(browserId, account)
      return browserId
    },
    clear: () => accounts.clear(),
  }
}
