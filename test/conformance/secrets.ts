/**
 * Keeping tokens out of what is printed.
 *
 * @module
 */

/** Everything that must not be printed, as far as it has been seen. */
export interface Secrets {
  /** Remembers a text. Short ones are left out: they would blot out half of a report. */
  add(text: string | undefined): void
  /** Remembers what stands in the fields of an answer that hold secrets, however deep. */
  addFrom(value: unknown): void
  /** A text without any of them. */
  redact(text: string): string
}

const SECRET_FIELDS: ReadonlySet<string> = new Set(['access_token', 'refresh_token', 'code', 'client_secret'])
const MIN_LENGTH = 6

/** Starts with none. */
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
