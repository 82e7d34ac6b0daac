/** Your application, without a framework: ask, and find out what came of it. */
import {
  type Account,
  begin,
  type Client,
  complete,
  createKeyRing,
  type Outcome,
  parseReturnUrl,
} from 'cronofy-extended-permissions'

// A key of your own, from the environment; this one is in the open.
const keys = createKeyRing(['q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s'])

const redirectUri = 'https://app.example.com/permissions/return'

/** Where to send the user, or nowhere, where nobody has to decide. */
export async function askForFullAccess(client: Client, account: Account): Promise<string | undefined> {
  const result = await begin({ client, keys, account, allCalendars: true, redirectUri })
  return result.status === 'redirect' ? result.url : undefined
}

/** What was granted, when the user is back at `url`. */
export function finish(client: Client, account: Account, url: string): Promise<Outcome> {
  const { sealedRequest = '', error } = parseReturnUrl(url)
  return complete({ client, keys, account, sealedRequest, redirectUri, error })
}
