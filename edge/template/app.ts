import { createClient, createKeyRing, readPermissions } from 'cronofy-extended-permissions'
import { extendedPermissions } from 'cronofy-extended-permissions/hono'
import { Hono } from 'hono'
import { getSignedInAccount } from './account.ts'
import { renderCalendars, renderSignedOut } from './page.ts'
import type { Send, Settings } from './settings.ts'

/** What a test puts in the place of the world. */
export interface AppOptions {
  /** @default fetch */
  readonly send?: Send
  /** @default accountOf */
  readonly getAccount?: typeof getSignedInAccount
}

/** The application: a page with a button, and the module behind it. Both entries serve it, and the tests ask it. */
export function createApp(settings: Settings, options: AppOptions = {}): Hono {
  const { send = (request) => fetch(request), getAccount = getSignedInAccount } = options
  const { PUBLIC_URL, SEALING_KEYS, SANDBOX_URL } = settings
  const client = createClient({ fetch: send, sandboxUrl: SANDBOX_URL })
  const app = new Hono()

  app.get('/', async (c) => {
    const account = await getAccount(c, { settings, send })
    // What an address says of the outcome anybody can type: what is granted is read.
    return account === null ? renderSignedOut(c) : renderCalendars(c, await readPermissions({ client, account }))
  })

  app.route(
    '/permissions',
    extendedPermissions({
      redirectUri: `${PUBLIC_URL}/permissions/return`,
      allowedReturnUrls: [`${PUBLIC_URL}/`],
      keys: createKeyRing(SEALING_KEYS.split(',')),
      client,
      getAccount: (c, getAccountOptions) => getAccount(c, { settings, send, ...getAccountOptions }),
      // YOURS TO REPLACE: keep the outcome, keyed by `requestId`, since it may be told more than once.
      onOutcome: (_, { requestId, subject, status }) => console.log(JSON.stringify({ requestId, subject, status })),
    }),
  )
  return app
}
