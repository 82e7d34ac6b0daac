/** Whether a text has no half of a surrogate pair. UTF-8 has none, so two such texts would become the same bytes. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}
