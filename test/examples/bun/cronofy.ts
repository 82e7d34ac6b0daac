import type { BunRequest } from 'bun'
import { createClient, createKeyRing, createTokenManager } from 'cronofy-extended-permissions'
import { createConnectHandler, createPermissionHandler } from 'cronofy-extended-permissions/handler'
import { userIdOf } from './session.ts'
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

export const connectHandler = createConnectHandler<BunRequest>({
  ...cronofy,
  baseUrl: `${PUBLIC_URL}/cronofy`,
  getSubject: userIdOf,
  onConnected: (_, { subject, dataCenter, tokens }) => connect(subject, { dataCenter, ...tokens }),
})

export const permissionHandler = createPermissionHandler<BunRequest>({
  ...cronofy,
  redirectUri: `${PUBLIC_URL}/permissions/return`,
  getAccount: (req, options) => tokens.getAccount(userIdOf(req), options),
  onOutcome: (_, outcome) => record(outcome),
})
