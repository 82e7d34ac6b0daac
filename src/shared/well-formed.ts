/** Whether a string has no unpaired surrogate. In UTF-8, all unpaired surrogates become the same bytes, so two strings could be equal. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}
