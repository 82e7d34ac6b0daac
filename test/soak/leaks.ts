/**
 * Looking for secrets where none may be: in the workers' answers, and in every line they print.
 *
 * @module
 */
import type { Secrets } from './workers.ts'

/** The sandbox's access tokens, refresh tokens and codes. */
const TOKENS = /(?:at|rt|co)_[a-z]+_[0-9a-f]{32}/

/** Says which kind of secret a text holds; undefined for none. */
export function createLeakFinder({ clientSecret, keys }: Secrets): (text: string) => string | undefined {
  const secrets = Object.entries({ 'the client secret': clientSecret, 'key k1': keys.k1, 'key k2': keys.k2 })
  return (text) => {
    for (const [name, secret] of secrets) if (text.includes(secret)) return name
    return TOKENS.test(text) ? 'a token' : undefined
  }
}
