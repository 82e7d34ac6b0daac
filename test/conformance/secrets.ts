/**
 * Keeping tokens out of what is printed.
 *
 * @module
 */

/** Everything that must not be printed, as far as it has been seen. */
export interface Secrets {
  /** Remembers a text. Short ones are left out: they would blot out half of a report. */
  keep(text: string | undefined): void
  /** Remembers what stands in the fields of an answer that hold secrets, however deep. */
  keepFrom(value: unknown): void
  /** A text without any of them. */
  mask(text: string): string
}

const FIELDS: ReadonlySet<string> = new Set(['access_token', 'refresh_token', 'code', 'client_secret'])
const MIN_LENGTH = 6

/** Starts with none. */
export function createSecrets(): Secrets {
  const kept = new Set<string>()
  function keep(text: string | undefined): void {
    if (text !== undefined && text.length >= MIN_LENGTH) kept.add(text)
  }
  function keepFrom(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    for (const [name, field] of Object.entries(value)) {
      if (typeof field === 'string' && FIELDS.has(name)) keep(field)
      else keepFrom(field)
    }
  }
  return {
    keep,
    keepFrom,
    mask: (text) =>
      [...kept].sort((a, b) => b.length - a.length).reduce((rest, one) => rest.replaceAll(one, '***'), text),
  }
}
