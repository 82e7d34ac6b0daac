import { createClient, createKeyRing, createTokenManager, readPermissions } from 'cronofy-extended-permissions'
import { createConnectHandler, createPermissionHandler } from 'cronofy-extended-permissions/handler'
import { CRONOFY_CLIENT_ID, CRONOFY_CLIENT_SECRET, PUBLIC_URL, SANDBOX_URL, SEALING_KEY } from '$app/env/private'
import { connect, load, record, save } from './store'

const cronofy = {
  client: createClient({ sandboxUrl: SANDBOX_URL }),
  keys: createKeyRing([SEALING_KEY]),
  applications: [{ dataCenter: 'us', clientId: CRONOFY_CLIENT_ID, clientSecret: CRONOFY_CLIENT_SECRET }],
  allowedReturnUrls: [`${PUBLIC_URL}/settings`],
} as const

const tokens = createTokenManager({ ...cronofy, load, save })

export const connectHandler = createConnectHandler<App.Locals>({
  ...cronofy,
  baseUrl: `${PUBLIC_URL}/cronofy`,
  getSubject: ({ userId }) => userId,
  onConnected: (_, { subject, dataCenter, tokens }) => connect(subject, { dataCenter, ...tokens }),
})

export const permissionHandler = createPermissionHandler<App.Locals>({
  ...cronofy,
  redirectUri: `${PUBLIC_URL}/permissions/return`,
  getAccount: ({ userId }, options) => tokens.getAccount(userId, options),
  onOutcome: (_, outcome) => record(outcome),
})

/** Returns the calendars of a user, or `null` if the user is not connected. */
export function readCalendars(userId: string | null) {
  return tokens.withAccount(userId, (account, options) => readPermissions({ ...cronofy, account, ...options }))
}
