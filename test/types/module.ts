/** The module for Hono: it is mounted in any app, and its hooks know that app's context. */
import type { Account, KeyRing, Outcome, PermissionEvent } from 'cronofy-extended-permissions'
import { extendedPermissions, type GetAccountOptions, type RenderError } from 'cronofy-extended-permissions/hono'
import { de } from 'cronofy-extended-permissions/locales/de'
import { type Context, Hono } from 'hono'
import { same } from './same.ts'

declare const keys: KeyRing
declare function accountOf(session: string): Promise<Account | null>

const redirectUri = 'https://app.example.com/permissions/return'
const allowedReturnUrls = ['https://app.example.com/settings']
const getAccount = () => null

interface Env {
  Bindings: { DB: { write(id: string): Promise<void> } }
  Variables: { session: string }
}

export const app: Hono<Env> = new Hono<Env>()

app.route(
  '/permissions',
  extendedPermissions<Env>({
    redirectUri,
    allowedReturnUrls,
    keys,
    getAccount: (c, { rejectedToken }) => {
      same<typeof rejectedToken, string | undefined>()
      // @ts-expect-error The app has no such variable.
      c.get('user')
      return accountOf(c.get('session'))
    },
    onOutcome: async (c, outcome) => {
      same<typeof outcome, Outcome>()
      await c.env.DB.write(outcome.requestId)
    },
  }),
)

// The environment is that of a hook that declares it. The other hooks need not repeat it.
app.route(
  '/annotated',
  extendedPermissions({
    redirectUri,
    allowedReturnUrls,
    keys,
    getAccount: (c: Context<Env>) => accountOf(c.get('session')),
    onOutcome: async (c, outcome) => {
      same<typeof c, Context<Env>>()
      await c.env.DB.write(outcome.requestId)
      // @ts-expect-error The app has no such binding.
      c.env.KV
    },
    renderError: (c, { code, status }) => c.text(`${c.get('session')} ${code}`, status),
  }),
)

const getSessionAccount = (c: Context<Env>, { deadlineMs }: GetAccountOptions) =>
  accountOf(`${c.get('session')} ${deadlineMs}`)
app.route('/named', extendedPermissions({ redirectUri, allowedReturnUrls, keys, getAccount: getSessionAccount }))

// A variable, a parameter, or a result with a type declares it, too.
export const routes: Hono<Env> = extendedPermissions({
  redirectUri,
  allowedReturnUrls,
  keys,
  getAccount: (c) => accountOf(c.get('session')),
  onOutcome: (c, outcome) => c.env.DB.write(outcome.requestId),
  onEvent: (c, event) => {
    same<typeof event, PermissionEvent>()
    return c.get('session')
  },
  onError: (c, error) => {
    same<typeof error, Error>()
    // @ts-expect-error The app has no such variable.
    return c.get('user')
  },
})
app.route('/declared', routes)

extendedPermissions({
  redirectUri,
  allowedReturnUrls,
  keys,
  // @ts-expect-error Without a declared environment the context has no variables of the application.
  getAccount: (c) => accountOf(c.get('session')),
})

extendedPermissions({ redirectUri, allowedReturnUrls, keys, getAccount })
extendedPermissions({
  redirectUri,
  allowedReturnUrls,
  keys,
  getAccount,
  locales: { de, fr: { actions: { tryAgain: '' } } },
})
// @ts-expect-error There is no such text.
extendedPermissions({ redirectUri, allowedReturnUrls, keys, getAccount, locales: { fr: { actions: { again: '' } } } })

// @ts-expect-error Without a list of return addresses users could be sent anywhere.
extendedPermissions({ redirectUri, keys, getAccount })
// @ts-expect-error Without an account nobody is signed in.
extendedPermissions({ redirectUri, allowedReturnUrls, keys })
// @ts-expect-error An account has a data center, a token and a subject.
extendedPermissions({ redirectUri, allowedReturnUrls, keys, getAccount: () => 'user-1' })
// @ts-expect-error A list, also for one address.
extendedPermissions({ redirectUri, allowedReturnUrls: 'https://app.example.com/settings', keys, getAccount })
// @ts-expect-error A page is an answer.
extendedPermissions({ redirectUri, allowedReturnUrls, keys, getAccount, renderError: () => 'Sorry' })

export const page: RenderError<Context> = (c, { code, status }, { returnTo }) => c.text(`${code} ${returnTo}`, status)
