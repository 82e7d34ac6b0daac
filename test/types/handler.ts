/** What the types of the handlers accept and reject. */
import type { Account, KeyRing, OAuthApplication } from 'cronofy-extended-permissions'
import {
  type ConnectHandler,
  createConnectHandler,
  createPermissionHandler,
  type PermissionHandler,
} from 'cronofy-extended-permissions/handler'

declare const keys: KeyRing
declare const applications: readonly OAuthApplication[]
declare const request: Request
declare const account: Account

interface Session {
  userId: string
}

const shared = { keys, applications, allowedReturnUrls: ['https://app.example.com/'] }
const connectUrls = { ...shared, baseUrl: 'https://app.example.com/cronofy' }
const permissionUrls = { ...shared, redirectUri: 'https://app.example.com/permissions/return' }

// Hooks that find the session themselves need no context, and neither does `fetch`.
const connect: ConnectHandler = createConnectHandler({
  ...connectUrls,
  getSubject: () => null,
  onConnected: () => undefined,
})
const permissions: PermissionHandler = createPermissionHandler({ ...permissionUrls, getAccount: () => account })
void connect.fetch(request)
void permissions.fetch(request)
void permissions.start(request)

// The context is inferred from a hook that declares it, and `fetch` requires it.
const withSession = createPermissionHandler({
  ...permissionUrls,
  getAccount: (session: Session) => ({ ...account, subject: session.userId }),
  onOutcome: (session) => console.log(session.userId),
})
void withSession.fetch(request, { userId: 'user-1' })
// @ts-expect-error The hooks need a session.
void withSession.fetch(request)
// @ts-expect-error This is no session.
void withSession.fetch(request, 'user-1')
