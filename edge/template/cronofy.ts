import { createClient, createKeyRing, createTokenManager, readPermissions } from 'cronofy-extended-permissions'
import { cronofyConnect, extendedPermissions } from 'cronofy-extended-permissions/hono'
import { readUserId } from './session.ts'
import type { Send, Settings } from './settings.ts'
import type { Store } from './store.ts'

/** Everything about Cronofy: the apps to mount, and the calendars of a user. */
export function createCronofy(settings: Settings, store: Store, send: Send) {
  const { PUBLIC_URL, CRONOFY_DATA_CENTER: dataCenter, CRONOFY_CLIENT_ID, CRONOFY_CLIENT_SECRET } = settings
  const client = createClient({ fetch: send, sandboxUrl: settings.SANDBOX_URL })
  const shared = {
    client,
    keys: createKeyRing(settings.SEALING_KEYS.split(',')),
    applications: [{ dataCenter, clientId: CRONOFY_CLIENT_ID, clientSecret: CRONOFY_CLIENT_SECRET }],
    allowedReturnUrls: [`${PUBLIC_URL}/`],
  }
  const tokens = createTokenManager({ ...shared, load: store.load, save: store.save })

  return {
    connectApp: cronofyConnect({
      ...shared,
      // Register `{PUBLIC_URL}/cronofy/callback/{data center}` as a redirect URI at Cronofy.
      baseUrl: `${PUBLIC_URL}/cronofy`,
      getSubject: (c) => readUserId(c, settings),
      onConnected: (_, connection) =>
        store.connect(connection.subject, { dataCenter: connection.dataCenter, ...connection.tokens }),
    }),

    permissionsApp: extendedPermissions({
      ...shared,
      redirectUri: `${PUBLIC_URL}/permissions/return`,
      getAccount: async (c, options) => tokens.getAccount(await readUserId(c, settings), options),
      onOutcome: (_, outcome) => store.record(outcome),
    }),

    /** Returns the calendars of a user, or `null` if the user is not connected. */
    readCalendars: (userId: string) =>
      tokens.withAccount(userId, (account, options) => readPermissions({ client, account, ...options })),
  }
}
