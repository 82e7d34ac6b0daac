/** The two functions: what they cannot do without, and what they give back. */
import {
  type Account,
  type BeginResult,
  begin,
  type CalendarPermission,
  type Client,
  complete,
  type DoneResult,
  type KeyRing,
  type Outcome,
  parseReturnUrl,
  type RedirectResult,
  type ReturnParams,
  readPermissions,
} from 'cronofy-extended-permissions'
import { same } from './same.ts'

declare const client: Client, keys: KeyRing, account: Account
const redirectUri = 'https://app.example.com/permissions/return'
const sealedRequest = 'eyJ'

same<ReturnType<typeof begin>, Promise<BeginResult>>()
same<BeginResult, RedirectResult | DoneResult>()
same<BeginResult['status'], 'redirect' | 'done'>()
same<ReturnType<typeof complete>, Promise<Outcome>>()
same<ReturnType<typeof readPermissions>, Promise<CalendarPermission[]>>()
same<ReturnType<typeof parseReturnUrl>, ReturnParams>()

export async function whatIsNeeded(): Promise<void> {
  await begin({ client, keys, account, allCalendars: true, redirectUri })
  // @ts-expect-error A selection is required: a list that was lost grants nothing.
  await begin({ client, keys, account, redirectUri })
  // @ts-expect-error The same, with a list that is undefined.
  await begin({ client, keys, account, calendarIds: undefined, redirectUri })
  // @ts-expect-error Both selections contradict each other.
  await begin({ client, keys, account, calendarIds: ['cal_1'], allCalendars: true, redirectUri })
  // @ts-expect-error Only true is meant.
  await begin({ client, keys, account, allCalendars: false, redirectUri })
  await begin({
    client,
    keys,
    account,
    redirectUri,
    calendarIds: ['cal_1'],
    returnTo: '/settings',
    stateTransport: 'cookie',
  })
  // What may be left out may be undefined, also where that is told apart.
  await begin({
    client,
    keys,
    account,
    redirectUri,
    allCalendars: true,
    calendarIds: undefined,
    signal: undefined,
    onEvent: undefined,
  })
  await complete({ redirectUri, client, keys, account, sealedRequest, error: undefined })
  await readPermissions({ client, account })
}

export async function whatIsMissing(): Promise<void> {
  // @ts-expect-error Without a redirect URI nobody comes back.
  await begin({ client, keys, account, allCalendars: true })
  // @ts-expect-error Without keys nothing can be sealed.
  await begin({ client, account, allCalendars: true, redirectUri })
  // @ts-expect-error Without an account there is nobody to ask.
  await begin({ client, keys, allCalendars: true, redirectUri })
  // @ts-expect-error There is no client of the library's own.
  await begin({ keys, account, allCalendars: true, redirectUri })
  const returned = parseReturnUrl('https://app.example.com/permissions/return')
  // @ts-expect-error It may be missing from an address.
  await complete({ redirectUri, client, keys, account, sealedRequest: returned.sealedRequest })
  // @ts-expect-error Nothing is completed without a request.
  await complete({ redirectUri, client, keys, account })
}

export async function whatIsWrong(): Promise<void> {
  // @ts-expect-error A list, also for one calendar.
  await begin({ client, keys, account, redirectUri, calendarIds: 'cal_1' })
  // @ts-expect-error Misspelt.
  await begin({ client, keys, account, redirectUri, allCalendars: true, calendarids: ['cal_1'] })
  // @ts-expect-error It travels in the query or in a cookie.
  await begin({ client, keys, account, redirectUri, allCalendars: true, stateTransport: 'header' })
  // @ts-expect-error An address as a string, as it goes over the wire.
  await begin({ client, keys, account, allCalendars: true, redirectUri: new URL(redirectUri) })
  // @ts-expect-error The secret alone is no ring of keys.
  await begin({ client, keys: 'q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s', account, allCalendars: true, redirectUri })
}

export async function whatComesBack(): Promise<string> {
  const result = await begin({ client, keys, account, allCalendars: true, redirectUri })
  // @ts-expect-error It may be done, and then there is no URL.
  result.url
  if (result.status === 'redirect') {
    // @ts-expect-error Nothing is granted by having asked.
    result.calendars
    return result.url
  }
  // @ts-expect-error The status of the outcome is in the outcome.
  if (result.status === 'granted') return ''
  return result.outcome.requestId
}
