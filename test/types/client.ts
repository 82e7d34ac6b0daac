/** The client: what the provider answers has to be told apart, and what stands in for it has to be a `fetch`. */
import { type Client, createClient, createKeyRing, type RequestPermissionsResult } from 'cronofy-extended-permissions'
import { createSandbox, type Seed } from 'cronofy-extended-permissions/sandbox'
import { same } from './same.ts'

same<ReturnType<typeof createClient>, Client>()
same<keyof Client, 'listCalendars' | 'requestPermissions' | 'getUserInfo'>()
same<
  RequestPermissionsResult,
  { readonly status: 'redirect'; readonly url: string } | { readonly status: 'accepted' }
>()

const sandbox = createSandbox()
export const stood = createClient({ fetch: sandbox.fetch, sandboxUrl: 'http://127.0.0.1:4010' })

// @ts-expect-error The data center comes with the account: one client serves all of them.
createClient({ dataCenter: 'de' })
// @ts-expect-error An address is text.
createClient({ sandboxUrl: 4010 })
// @ts-expect-error A sandbox is no `fetch`, it has one.
createClient({ fetch: sandbox })
// @ts-expect-error A ring is made of a list, the first of which seals.
createKeyRing('q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s')

export function whereTo(response: RequestPermissionsResult): string | undefined {
  // @ts-expect-error An Enterprise Connect account has no page to go to.
  response.url
  return response.status === 'redirect' ? response.url : undefined
}

export async function read(client: Client): Promise<void> {
  // @ts-expect-error Nobody's calendars are listed without a token.
  await client.listCalendars({ dataCenter: 'de' })
  const calendars = await client.listCalendars({ dataCenter: 'de', accessToken: 'token' })
  // @ts-expect-error They are as the provider gives them: `calendar_id`.
  calendars.map(({ calendarId }) => calendarId)
  // @ts-expect-error The provider may leave the name out.
  calendars.map(({ calendar_name }) => calendar_name.length)
}

// @ts-expect-error A seed has accounts.
export const empty: Seed = { clients: [] }

// @ts-expect-error There is no such fault.
createSandbox({ faults: [{ route: 'GET /v1/calendars', fault: 'earthquake' }] })
// @ts-expect-error A status has to be one that the provider answers with.
createSandbox({ faults: [{ route: 'GET /v1/calendars', fault: 'status', status: 200 }] })
createSandbox({ faults: [{ route: 'GET /v1/calendars', fault: 'status', status: 503, count: 2 }] })
