/**
 * Keeps tokens out of the output.
 *
 * @module
 */

/** The secrets that were seen so far. They must not be printed. */
export interface Secrets {
  /** Adds a secret. Short strings are ignored, because they occur in many places of a report. */
  add(text: string | undefined): void
  /** Adds the values of a response's secret fields, at any depth. */
  addFrom(value: unknown): void
  /** Removes the secrets from a string. */
  redact(text: string): string
}

const SECRET_FIELDS: ReadonlySet<string> = new Set(['access_token', 'refresh_token', 'code', 'client_secret'])
const MIN_LENGTH = 6

/** Creates an empty set of secrets. */
export function createSecrets(): Secrets {
  const secrets = new Set<string>()
  function add(text: string | undefined): void {
    if (text !== undefined && text.length >= MIN_LENGTH) secrets.add(text)
  }
  function addFrom(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    for (const [name, field] of Object.entries(value)) {
      if (typeof field === 'string' && SECRET_FIELDS.has(name)) add(field)
      else addFrom(field)
    }
  }
  return {
    add,
    addFrom,
    redact: (text) =>
      [...secrets].sort((a, b) => b.length - a.length).reduce((redacted, one) => redacted.replaceAll(one, '***'), text),
  }
}
