import { createClient, createKeyRing, createTokenManager, readPermissions } from 'cronofy-extended-permissions'
import { cronofyConnect, extendedPermissions } from 'cronofy-extended-permissions/hono'
import type { Bindings } from './bindings.ts'
import { type AppEnv, userIdOf } from './session.ts'
import { createStore } from './store.ts'

export function createCronofy({ DB, PUBLIC_URL, ...env }: Bindings) {
  const { load, save, connect, record, listOutcomes } = createStore(DB)
  const client = createClient({ sandboxUrl: env.SANDBOX_URL })
  const cronofy = {
    client,
    keys: createKeyRing([env.SEALING_KEY]),
    applications: [{ dataCenter: 'us', clientId: env.CRONOFY_CLIENT_ID, clientSecret: env.CRONOFY_CLIENT_SECRET }],
    allowedReturnUrls: [`${PUBLIC_URL}/settings`],
  } as const
  const tokens = createTokenManager({ ...cronofy, load, save })
  return {
    connectHandler: cronofyConnect<AppEnv>({
      ...cronofy,
      baseUrl: `${PUBLIC_URL}/cronofy`,
      getSubject: userIdOf,
      onConnected: (_, { subject, dataCenter, tokens }) => connect(subject, { dataCenter, ...tokens }),
    }),
    permissionHandler: extendedPermissions<AppEnv>({
      ...cronofy,
      redirectUri: `${PUBLIC_URL}/permissions/return`,
      getAccount: async (c, options) => tokens.getAccount(await userIdOf(c), options),
      onOutcome: (_, outcome) => record(outcome),
    }),
    readCalendars: (userId: string | null) =>
      tokens.withAccount(userId, (account, options) => readPermissions({ client, account, ...options })),
    listOutcomes,
  }
}
