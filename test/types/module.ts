/** The module for Hono: it is mounted in any app, and its hooks know that app's context. */
import type { Account, KeyRing, Outcome } from 'cronofy-extended-permissions'
import { extendedPermissions, type RenderError } from 'cronofy-extended-permissions/hono'
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

extendedPermissions({ redirectUri, allowedReturnUrls, keys, getAccount })

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

export const page: RenderError = (c: Context, { code, status }) => c.text(code, status)
