import type { StoredTokens } from 'cronofy-extended-permissions'

/** Keeps tokens in the memory of one process, for tests. A restart loses them, and users have to connect again. */
export function createMemoryStore() {
  const connections = new Map<string, StoredTokens>()
  return {
    load: (userId: string) => connections.get(userId) ?? null,

    save(userId: string, next: StoredTokens, previous: StoredTokens) {
      if (connections.get(userId)?.refreshToken !== previous.refreshToken) return false
      connections.set(userId, next)
      return true
    },

    connect: (userId: string, tokens: StoredTokens) => void connections.set(userId, tokens),
  }
}
