/**
 * Looking for secrets where none may be: in what browsers see, in the workers' answers, and in every line they print.
 *
 * @module
 */
import { CALENDAR_NAMES } from './accounts.ts'
import type { Secrets } from './workers.ts'

/**
 * For whom a text is. The `browser` of a person and their `backend` may be given their own sealed values, and their calendars
 * by name. An `operator` reads log lines and errors, and is given neither.
 */
export type Audience = 'browser' | 'backend' | 'operator'

/** The kind of leak that a token, or a code outside of Cronofy's callback, is. */
export const TOKEN_LEAK = 'a token'

/** The sandbox's access tokens, refresh tokens and codes. */
const TOKENS = /(?:at|rt|co)_[a-z]+_[0-9a-f]{26}/

/** A compact JWE without an encrypted key, or the beginning of one. */
const SEALED_VALUE = /\beyJ[\w-]{10,}\.\./

/** A name as it is, and as it stands in JSON. */
const CALENDAR_NAME_FORMS = new Set(CALENDAR_NAMES.flatMap((name) => [name, JSON.stringify(name).slice(1, -1)]))

/** Says which kind of secret a text holds; undefined for none. */
export function createLeakFinder(secrets: Secrets): (text: string, audience: Audience) => string | undefined {
  const { clientSecret, sealingKeys, apiKeys } = secrets
  const secretValues = [
    ['the client secret', clientSecret],
    ...Object.entries(sealingKeys).map(([name, key]) => [`sealing key ${name}`, key]),
    ...Object.entries(apiKeys).map(([name, key]) => [`API key ${name}`, key]),
  ] as [string, string][]
  return (text, audience) => {
    const searched = withDecoded(text)
    for (const [name, secret] of secretValues) if (searched.includes(secret)) return name
    if (TOKENS.test(searched)) return TOKEN_LEAK
    if (audience !== 'operator') return undefined
    if (SEALED_VALUE.test(text)) return 'a sealed value'
    return [...CALENDAR_NAME_FORMS].some((name) => text.includes(name)) ? 'the name of a calendar' : undefined
  }
}

/** A value that is only encoded hides nothing. */
function withDecoded(text: string): string {
  const encoded = text.match(/[\w-]{40,}/g) ?? []
  return [text, ...encoded.map((value) => Buffer.from(value, 'base64url').toString('latin1'))].join('\n')
}
