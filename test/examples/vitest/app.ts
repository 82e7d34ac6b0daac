/** An application that requests full access for one account, and records the outcome. */
import { type Account, type Client, createKeyRing, type Outcome } from 'cronofy-extended-permissions'
import { extendedPermissions } from 'cronofy-extended-permissions/hono'
import { Hono } from 'hono'

export interface Options {
  /** In production, `createClient()`. In a test, a client with the `fetch` of the emulator. */
  readonly client: Client
  /** The account of the signed-in user. */
  readonly account: Account
  readonly record: (outcome: Outcome) => void
}

export function createApp({ client, account, record }: Options): Hono {
  const app = new Hono()
  app.route(
    '/permissions',
    extendedPermissions({
      client,
      redirectUri: 'https://app.example.com/permissions/return',
      allowedReturnUrls: ['https://app.example.com/settings'],
      // In your application, read a secret key from the environment.
      keys: createKeyRing(['q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s']),
      getAccount: () => account,
      onOutcome: (_, outcome) => record(outcome),
    }),
  )
  return app
}
