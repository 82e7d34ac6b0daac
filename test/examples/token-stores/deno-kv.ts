import type { StoredTokens } from 'cronofy-extended-permissions'

/** Keeps tokens in Deno KV. A write fails if the entry has changed since it was read. */
export function createDenoKvStore(kv: Deno.Kv) {
  const keyOf = (userId: string) => ['connections', userId]
  const read = (userId: string) => kv.get<StoredTokens>(keyOf(userId))
  return {
    load: async (userId: string) => (await read(userId)).value,

    async save(userId: string, next: StoredTokens, previous: StoredTokens) {
      const entry = await read(userId)
      if (entry.value?.refreshToken !== previous.refreshToken) return false
      const { ok } = await kv.atomic().check(entry).set(keyOf(userId), next).commit()
      return ok
    },

    connect: async (userId: string, tokens: StoredTokens) => void (await kv.set(keyOf(userId), tokens)),
  }
}
