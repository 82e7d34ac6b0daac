import { createClient, createKeyRing, readPermissions } from 'cronofy-extended-permissions'
import { extendedPermissions } from 'cronofy-extended-permissions/hono'
import { Hono } from 'hono'
import { getSignedInAccount } from './account.ts'
import { renderCalendars, renderSignedOut } from './page.ts'
import type { Send, Settings } from './settings.ts'

/** What tests replace. */
export interface AppOptions {
  /** @default fetch */
  readonly send?: Send
  /** @default getSignedInAccount */
  readonly getAccount?: typeof getSignedInAccount
}

/** The application: a page with a button, and the module that the button posts to. */
export function createApp(settings: Settings, options: AppOptions = {}): Hono {
  const { send = (request) => fetch(request), getAccount = getSignedInAccount } = options
  const { PUBLIC_URL, SEALING_KEYS, SANDBOX_URL } = settings
  const client = createClient({ fetch: send, sandboxUrl: SANDBOX_URL })
  const app = new Hono()

  app.get('/', async (c) => {
    const account = await getAccount(c, { settings, send })
    // Users can forge the outcome in the URL, so the page reads what is granted.
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
      // REPLACE THIS: store the outcome by its `requestId`, because it can arrive more than once.
      onOutcome: (_, { requestId, subject, status }) => console.log(JSON.stringify({ requestId, subject, status })),
    }),
  )
  return app
}
