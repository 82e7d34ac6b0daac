/**
 * The keys of backends that may call the service. They share one trust domain: each may do everything.
 *
 * @module
 */
import { timingSafeEqual } from 'hono/utils/buffer'

/** A key, and what it is called in the log. */
export interface ApiKey {
  readonly name: string
  readonly key: string
}

const NAME_PATTERN = /^[A-Za-z0-9_-]{1,32}$/

/** RFC 6750 section 2.1, and long enough that nobody guesses it: 32 random bytes in base64url are 43 characters. */
const KEY_PATTERN = /^[A-Za-z0-9._~+/-]{32,256}=*$/

/**
 * Reads `name:key`, separated by commas. Several may be in force at once, so that one can be replaced without a gap.
 *
 * @returns The keys, and what is wrong with the text, without quoting a key.
 */
export function parseApiKeys(value: string): { keys: readonly ApiKey[]; problems: readonly string[] } {
  const keys: ApiKey[] = []
  const problems: string[] = []
  for (const [index, entry] of value.split(',').entries()) {
    const [name = '', ...keyParts] = entry.trim().split(':')
    const key = keyParts.join(':')
    const label = `entry ${index + 1}`
    // What has no colon may be a key by itself, so nothing of it is quoted.
    if (keyParts.length === 0) problems.push(`${label} has no name: give name:key`)
    else if (!NAME_PATTERN.test(name))
      problems.push(`${label} has a name that is not 1 to 32 letters, digits, "_" or "-"`)
    else if (!KEY_PATTERN.test(key))
      problems.push(`${label}, "${name}", has a key that is not 32 to 256 characters of RFC 6750`)
    else if (keys.some((existing) => existing.name === name))
      problems.push(`${label}, "${name}", has a name that is taken`)
    else if (keys.some((existing) => existing.key === key))
      problems.push(`${label}, "${name}", has a key that is taken`)
    else keys.push({ name, key })
  }
  return { keys, problems }
}

/**
 * The key that a request is sent with; `undefined` where it has none, or one that is not among them.
 *
 * Digests are compared, in constant time, and all of them: how long it takes tells nothing (T13).
 */
export async function findApiKey(keys: readonly ApiKey[], headers: Headers): Promise<ApiKey | undefined> {
  const [, presentedKey] = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(headers.get('authorization') ?? '') ?? []
  if (presentedKey === undefined) return undefined
  const matches = await Promise.all(keys.map(({ key }) => timingSafeEqual(key, presentedKey)))
  return keys.find((_, index) => matches[index])
}
