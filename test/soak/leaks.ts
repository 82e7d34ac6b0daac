/**
 * Finds leaked secrets in the browsers' requests and responses, in the workers' responses, and in the workers' output.
 *
 * @module
 */
import { CALENDAR_NAMES } from './accounts.ts'
import type { Secrets } from './workers.ts'

/**
 * The audience of a text. A user's `browser` and `backend` may receive their own sealed values, and the names of their calendars.
 * An `operator` reads log lines and errors, and may receive neither.
 */
export type Audience = 'browser' | 'backend' | 'operator'

/** The kind of leak if a token is found, or a code outside of Cronofy's callback. */
export const TOKEN_LEAK = 'a token'

/** The emulator's access tokens, refresh tokens, and codes. */
const TOKENS = /(?:at|rt|co)_[a-z]+_[0-9a-f]{26}/

/** A compact JWE without an encrypted key, or the beginning of one. */
const SEALED_VALUE = /\beyJ[\w-]{10,}\.\./

/** The names of calendars, plain and as in JSON. */
const CALENDAR_NAME_FORMS = new Set(CALENDAR_NAMES.flatMap((name) => [name, JSON.stringify(name).slice(1, -1)]))

/** Creates a function that returns the kind of secret that a text contains, or undefined if it contains none. */
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

/** Adds decoded values to a text, because encoding does not protect a secret. */
function withDecoded(text: string): string {
  const encoded = text.match(/[\w-]{40,}/g) ?? []
  return [text, ...encoded.map((value) => Buffer.from(value, 'base64url').toString('latin1'))].join('\n')
}
