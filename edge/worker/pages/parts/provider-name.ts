/** The names of calendar providers. Cronofy may send others: "consumers should support any value". */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['google', 'Google'],
  ['exchange', 'Microsoft 365 / Exchange'],
  ['live_connect', 'Outlook.com'],
  ['apple', 'Apple iCloud'],
  ['cronofy', 'Cronofy'],
])

/** The name of a calendar provider. An unknown value is shown as it is. */
export function calendarProviderName(name: string | undefined): string {
  return NAMES.get(name ?? '') ?? name ?? ''
}
