/** What people call the providers. Cronofy's set is open, "consumers should support any value". */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['google', 'Google'],
  ['exchange', 'Microsoft 365 / Exchange'],
  ['live_connect', 'Outlook.com'],
  ['apple', 'Apple iCloud'],
  ['cronofy', 'Cronofy'],
])

/** What a person calls a provider: the provider's own word where it is none that is known. */
export function calendarProviderName(name: string | undefined): string {
  return NAMES.get(name ?? '') ?? name ?? ''
}
