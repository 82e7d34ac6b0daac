import { CRONOFY_CLIENT_ID, CRONOFY_CLIENT_SECRET, PUBLIC_URL, SANDBOX_URL, SEALING_KEY } from 'astro:env/server'
import type { APIContext } from 'astro'
import { createClient, createKeyRing, createTokenManager } from 'cronofy-extended-permissions'
import { createConnectHandler, createPermissionHandler } from 'cronofy-extended-permissions/handler'
import { userIdOf } from './session'
import { connect, load, record, save } from './store'

const cronofy = {
  client: createClient({ sandboxUrl: SANDBOX_URL }),
  keys: createKeyRing([SEALING_KEY]),
  applications: [{ dataCenter: 'us', clientId: CRONOFY_CLIENT_ID, clientSecret: CRONOFY_CLIENT_SECRET }],
  allowedReturnUrls: [`${PUBLIC_URL}/settings`],
} as const

export const { client } = cronofy
export const tokens = createTokenManager({ ...cronofy, load, save })

export const connectHandler = createConnectHandler<APIContext>({
  ...cronofy,
  baseUrl: `${PUBLIC_URL}/cronofy`,
  getSubject: userIdOf,
  onConnected: (_, { subject, dataCenter, tokens }) => connect(subject, { dataCenter, ...tokens }),
})

export const permissionHandler = createPermissionHandler<APIContext>({
  ...cronofy,
  redirectUri: `${PUBLIC_URL}/permissions/return`,
  getAccount: async (context, options) => tokens.getAccount(await userIdOf(context), options),
  onOutcome: (_, outcome) => record(outcome),
})
