import { createClient, createKeyRing, createTokenManager, readPermissions } from 'cronofy-extended-permissions'
import { createConnectHandler, createPermissionHandler } from 'cronofy-extended-permissions/handler'
import { connect, load, record, save } from './store.ts'

function createCronofy() {
  const { PUBLIC_URL, SEALING_KEY, SANDBOX_URL, CRONOFY_CLIENT_ID = '', CRONOFY_CLIENT_SECRET = '' } = process.env
  const client = createClient({ sandboxUrl: SANDBOX_URL })
  const cronofy = {
    client,
    keys: createKeyRing([SEALING_KEY]),
    applications: [{ dataCenter: 'us', clientId: CRONOFY_CLIENT_ID, clientSecret: CRONOFY_CLIENT_SECRET }],
    allowedReturnUrls: [`${PUBLIC_URL}/settings`],
  } as const
  const tokens = createTokenManager({ ...cronofy, load, save })
  return {
    connectHandler: createConnectHandler<App.Locals>({
      ...cronofy,
      baseUrl: `${PUBLIC_URL}/cronofy`,
      getSubject: ({ userId }) => userId,
      onConnected: (_, { subject, dataCenter, tokens }) => connect(subject, { dataCenter, ...tokens }),
    }),
    permissionHandler: createPermissionHandler<App.Locals>({
      ...cronofy,
      redirectUri: `${PUBLIC_URL}/permissions/return`,
      getAccount: ({ userId }, options) => tokens.getAccount(userId, options),
      onOutcome: (_, outcome) => record(outcome),
    }),
    readCalendars: (userId: string | null) =>
      tokens.withAccount(userId, (account) => readPermissions({ client, account })),
  }
}

let cronofy: ReturnType<typeof createCronofy> | undefined

/** Created on the first request, because `vite build` evaluates modules without the secrets. */
export const getCronofy = () => (cronofy ??= createCronofy())
