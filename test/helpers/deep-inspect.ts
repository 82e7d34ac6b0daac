/**
 * Everything that printing a value could ever show: own properties, enumerable or not, symbols, causes, what getters
 * give, and what `String()` and `JSON.stringify()` make of it. Goes further than any runtime's `inspect`.
 */
export function deepInspect(value: unknown): string {
  const seen = new Set<unknown>()
  const parts: string[] = []
  function visit(current: unknown): void {
    if (current === null || (typeof current !== 'object' && typeof current !== 'function')) {
      parts.push(String(current))
      return
    }
    if (seen.has(current)) return
    seen.add(current)
    if (current instanceof Headers || current instanceof Map || current instanceof Set)
      for (const entry of current) visit(entry)
    if (current instanceof Request || current instanceof Response) visit([current.url, current.headers])
    for (const part of [safely(() => String(current)), safely(() => JSON.stringify(current))]) parts.push(part)
    for (const key of Reflect.ownKeys(current)) {
      parts.push(String(key))
      visit(safely(() => Reflect.get(current, key)))
    }
  }
  visit(value)
  return parts.join('\n')
}

function safely<Value>(get: () => Value): Value | string {
  try {
    return get() ?? ''
  } catch {
    return ''
  }
}
