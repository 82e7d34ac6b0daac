import { createClient, createKeyRing, createTokenManager } from 'cronofy-extended-permissions'
import { cronofyConnect, extendedPermissions } from 'cronofy-extended-permissions/hono'
import { type AppEnv, userIdOf } from './session.ts'
// A deployed function needs a database such as DynamoDB instead, because it loses its files.
import { connect, load, record, save } from './store.ts'

const { PUBLIC_URL, SEALING_KEY, SANDBOX_URL, CRONOFY_CLIENT_ID = '', CRONOFY_CLIENT_SECRET = '' } = process.env

const cronofy = {
  client: createClient({ sandboxUrl: SANDBOX_URL }),
  keys: createKeyRing([SEALING_KEY]),
  applications: [{ dataCenter: 'us', clientId: CRONOFY_CLIENT_ID, clientSecret: CRONOFY_CLIENT_SECRET }],
  allowedReturnUrls: [`${PUBLIC_URL}/settings`],
} as const

export const { client } = cronofy
export const tokens = createTokenManager({ ...cronofy, load, save })

export const connectHandler = cronofyConnect<AppEnv>({
  ...cronofy,
  baseUrl: `${PUBLIC_URL}/cronofy`,
  getSubject: userIdOf,
  onConnected: (_, { subject, dataCenter, tokens }) => connect(subject, { dataCenter, ...tokens }),
})

export const permissionHandler = extendedPermissions<AppEnv>({
  ...cronofy,
  redirectUri: `${PUBLIC_URL}/permissions/return`,
  getAccount: async (c, options) => tokens.getAccount(await userIdOf(c), options),
  onOutcome: (_, outcome) => record(outcome),
})
