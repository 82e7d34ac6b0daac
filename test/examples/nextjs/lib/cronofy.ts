import { createClient, createKeyRing, createTokenManager, readPermissions } from 'cronofy-extended-permissions'
import { createConnectHandler, createPermissionHandler } from 'cronofy-extended-permissions/handler'
import { readUserId } from './session'
import { connect, load, record, save } from './store'

const { PUBLIC_URL, SEALING_KEY, SANDBOX_URL, CRONOFY_CLIENT_ID = '', CRONOFY_CLIENT_SECRET = '' } = process.env

const cronofy = {
  client: createClient({ sandboxUrl: SANDBOX_URL }),
  keys: createKeyRing([SEALING_KEY]),
  applications: [{ dataCenter: 'us', clientId: CRONOFY_CLIENT_ID, clientSecret: CRONOFY_CLIENT_SECRET }],
  allowedReturnUrls: [`${PUBLIC_URL}/settings`],
} as const

const tokens = createTokenManager({ ...cronofy, load, save })

// The hooks read the session with `cookies()`, so the handlers need no context.
export const connectHandler = createConnectHandler({
  ...cronofy,
  baseUrl: `${PUBLIC_URL}/cronofy`,
  getSubject: readUserId,
  onConnected: (_, { subject, dataCenter, tokens }) => connect(subject, { dataCenter, ...tokens }),
})

export const permissionHandler = createPermissionHandler({
  ...cronofy,
  redirectUri: `${PUBLIC_URL}/permissions/return`,
  getAccount: async (_, options) => tokens.getAccount(await readUserId(), options),
  onOutcome: (_, outcome) => record(outcome),
})

/** Returns the calendars of a user, or `null` if the user is not connected. */
export function readCalendars(userId: string | null) {
  return tokens.withAccount(userId, (account, options) => readPermissions({ ...cronofy, account, ...options }))
}
