import { createClient, createKeyRing, readPermissions } from 'cronofy-extended-permissions'
import { extendedPermissions } from 'cronofy-extended-permissions/hono'
import { Hono } from 'hono'
import { accountOf } from './account.ts'
import { renderCalendars, renderSignedOut } from './page.ts'
import type { Send, Settings } from './settings.ts'

/** What a test puts in the place of the world. */
export interface AppOptions {
  /** @default fetch */
  readonly send?: Send
  /** @default accountOf */
  readonly account?: typeof accountOf
}

/** The application: a page with a button, and the module behind it. Both entries serve it, and the tests ask it. */
export function createApp(settings: Settings, options: AppOptions = {}): Hono {
  const { send = (request) => fetch(request), account: find = accountOf } = options
  const { PUBLIC_URL, SEALING_KEYS, SANDBOX_URL } = settings
  const client = createClient({ fetch: send, sandboxUrl: SANDBOX_URL })
  const app = new Hono()

  app.get('/', async (c) => {
    const account = await find(c, { settings, send })
    // What an address says of the outcome anybody can type: what is granted is read.
    return account === null ? renderSignedOut(c) : renderCalendars(c, await readPermissions({ client, account }))
  })

  app.route(
    '/permissions',
    extendedPermissions({
      returnUrl: `${PUBLIC_URL}/permissions/return`,
      returnUrls: [`${PUBLIC_URL}/`],
      keys: createKeyRing(SEALING_KEYS.split(',')),
      client,
      account: (c, question) => find(c, { settings, send, ...question }),
      // YOURS TO REPLACE: keep the outcome, keyed by `requestId`, since it may be told more than once.
      onOutcome: (_, { requestId, subject, status }) => console.log(JSON.stringify({ requestId, subject, status })),
    }),
  )
  return app
}
