/**
 * Everything that printing a value could ever show: own properties, enumerable or not, symbols, causes, what getters
 * give, and what `String()` and `JSON.stringify()` make of it. Goes further than any runtime's `inspect`.
 */
export function reveal(value: unknown): string {
  const seen = new Set<unknown>()
  const parts: string[] = []
  function look(at: unknown): void {
    if (at === null || (typeof at !== 'object' && typeof at !== 'function')) {
      parts.push(String(at))
      return
    }
    if (seen.has(at)) return
    seen.add(at)
    if (at instanceof Headers || at instanceof Map || at instanceof Set) for (const entry of at) look(entry)
    if (at instanceof Request || at instanceof Response) look([at.url, at.headers])
    for (const part of [safely(() => String(at)), safely(() => JSON.stringify(at))]) parts.push(part)
    for (const key of Reflect.ownKeys(at)) {
      parts.push(String(key))
      look(safely(() => Reflect.get(at, key)))
    }
  }
  look(value)
  return parts.join('\n')
}

function safely<Value>(get: () => Value): Value | string {
  try {
    return get() ?? ''
  } catch {
    return ''
  }
}
