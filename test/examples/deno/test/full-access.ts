/** An application without a framework: it requests full access and verifies the outcome. */
import {
  type Account,
  begin,
  type Client,
  complete,
  createKeyRing,
  type Outcome,
  parseReturnUrl,
} from 'cronofy-extended-permissions'

// In your application, read a secret key from the environment.
const keys = createKeyRing(['q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s'])

const redirectUri = 'https://app.example.com/permissions/return'

/** Returns the URL of Cronofy's page, or `undefined` if the user has nothing to decide. */
export async function requestFullAccess(client: Client, account: Account): Promise<string | undefined> {
  const result = await begin({ client, keys, account, allCalendars: true, redirectUri })
  return result.status === 'redirect' ? result.url : undefined
}

/** Verifies what was granted when the user has returned to `url`. */
export function finish(client: Client, account: Account, url: string): Promise<Outcome> {
  const { sealedRequest = '', error } = parseReturnUrl(url)
  return complete({ client, keys, account, sealedRequest, redirectUri, error })
}
