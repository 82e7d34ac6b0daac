/**
 * The API keys of backends that may call the service. Every key may call every operation.
 *
 * @module
 */
import { timingSafeEqual } from 'hono/utils/buffer'

/** An API key and its name in the log. */
export interface ApiKey {
  /** For logs: 1 to 32 characters of `A-Z a-z 0-9 _ -`. */
  readonly name: string
  /** The bearer token, RFC 6750: at least 32 characters. */
  readonly key: string
}

const NAME_PATTERN = /^[A-Za-z0-9_-]{1,32}$/

/** The syntax of RFC 6750 section 2.1. The minimum length prevents guessing: 32 random bytes are 43 characters. */
const KEY_PATTERN = /^[A-Za-z0-9._~+/-]{32,256}=*$/

/**
 * Parses `name:key` entries, separated by commas. Several keys can be valid at once, so that one can be replaced without
 * an outage.
 *
 * @returns The keys, and the problems. A problem never quotes a key.
 */
export function parseApiKeys(value: string): { keys: readonly ApiKey[]; problems: readonly string[] } {
  const keys: ApiKey[] = []
  const problems: string[] = []
  for (const [index, entry] of value.split(',').entries()) {
    const [name = '', ...keyParts] = entry.trim().split(':')
    const key = keyParts.join(':')
    const label = `entry ${index + 1}`
    // An entry without a colon may be a key, so it is not quoted.
    if (keyParts.length === 0) problems.push(`${label} has no name. Use name:key.`)
    else if (!NAME_PATTERN.test(name))
      problems.push(`${label}: the name must have 1 to 32 letters, digits, "_" or "-".`)
    else if (!KEY_PATTERN.test(key))
      problems.push(
        `${label} ("${name}"): the key must have 32 to 256 letters, digits, or "-._~+/", as RFC 6750 allows.`,
      )
    else if (keys.some((existing) => existing.name === name))
      problems.push(`${label} ("${name}"): another entry has the same name.`)
    else if (keys.some((existing) => existing.key === key))
      problems.push(`${label} ("${name}"): another entry has the same key.`)
    else keys.push({ name, key })
  }
  return { keys, problems }
}

/**
 * Finds the API key that a request presents. Returns undefined if the key is missing or unknown.
 *
 * Every key is compared, as a digest and in constant time, so that the duration reveals nothing (T13).
 */
export async function findApiKey(keys: readonly ApiKey[], headers: Headers): Promise<ApiKey | undefined> {
  const [, presentedKey] = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(headers.get('authorization') ?? '') ?? []
  if (presentedKey === undefined) return undefined
  const matches = await Promise.all(keys.map(({ key }) => timingSafeEqual(key, presentedKey)))
  return keys.find((_, index) => matches[index])
}
