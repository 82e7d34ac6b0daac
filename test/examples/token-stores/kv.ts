import type { KVNamespace } from '@cloudflare/workers-types'
import type { StoredTokens } from 'cronofy-extended-permissions'

/**
 * Keeps tokens in Workers KV. Prefer D1: KV cannot compare and swap, and another location may read an old value for 60 seconds
 * or longer (https://developers.cloudflare.com/kv/concepts/how-kv-works/). This has two consequences if Cronofy replaces the
 * refresh token:
 *
 * - A location that reads the old value gets `null` from the token manager, as if the connection had ended, until it reads the
 *   new value. So do not delete the tokens or write to the user because of one `null`.
 * - Two locations that refresh at the same time overwrite each other. The later value wins, and it may be the one that Cronofy
 *   no longer accepts. Then the user has to connect again.
 */
export function createKvStore(namespace: KVNamespace) {
  const keyOf = (userId: string) => `connection:${userId}`
  const load = (userId: string) => namespace.get<StoredTokens>(keyOf(userId), 'json')
  const connect = (userId: string, tokens: StoredTokens) => namespace.put(keyOf(userId), JSON.stringify(tokens))
  return {
    load,
    connect,

    async save(userId: string, next: StoredTokens, previous: StoredTokens) {
      // This narrows the gap, but does not close it.
      if ((await load(userId))?.refreshToken !== previous.refreshToken) return false
      await connect(userId, next)
      return true
    },
  }
}
