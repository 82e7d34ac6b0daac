/** Your application: here one page that asks for full access, and a place where it keeps what it was told. */
import { type Account, type Client, createKeyRing, type Outcome } from 'cronofy-extended-permissions'
import { extendedPermissions } from 'cronofy-extended-permissions/hono'
import { Hono } from 'hono'

export interface Options {
  /** `createClient()` where it is live; in a test a client whose `fetch` is the sandbox's. */
  readonly client: Client
  /** Who is signed in. */
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
      // A key of your own, from the environment; this one is in the open.
      keys: createKeyRing(['q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s']),
      getAccount: () => account,
      onOutcome: (_, outcome) => record(outcome),
    }),
  )
  return app
}
