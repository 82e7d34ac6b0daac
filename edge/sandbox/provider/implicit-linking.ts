/**
 * Implicit linking: Cronofy links the accounts that authorize in one browser, by a persistent cookie. `avoid_linking=true`
 * prevents it (documented: api-alpha/explicit-linking, authorization/request-authorization).
 *
 * So on a shared browser, the second user receives the account of the first one, which then has the profiles of both.
 *
 * @module
 */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Account } from '../store/accounts.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import type { Authorization } from '../store/tokens.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

const COOKIE = 'cronofy_emulator_browser'

const ONE_YEAR_SECONDS = 365 * 24 * 3600

/** Returns the account to which a sign-in would be linked, or undefined if it would not be linked. */
export function findLinkedAccount(
  c: Context,
  { behaviorStore, browsers }: DataCenterStore,
  { avoidLinking }: AuthorizationRequest,
): Account | undefined {
  return behaviorStore.current().implicitLinking && !avoidLinking ? browsers.find(getCookie(c, COOKIE)) : undefined
}

/**
 * Signs in with an account. In a known browser, the account is linked to the browser's first one, and the application
 * receives that one. With `avoid_linking`, the cookie is neither read nor set (guess).
 */
export function signIn(
  c: Context,
  store: DataCenterStore,
  request: AuthorizationRequest,
  account: Account,
): Pick<Authorization, 'account' | 'linkingProfile'> {
  const first = findLinkedAccount(c, store, request)
  if (first === undefined) {
    if (store.behaviorStore.current().implicitLinking && !request.avoidLinking) {
      // For this page only: a cookie of this host would otherwise go to applications on other ports.
      const options = {
        path: new URL(c.req.url).pathname,
        maxAge: ONE_YEAR_SECONDS,
        httpOnly: true,
        sameSite: 'Lax',
      } as const
      setCookie(c, COOKIE, store.browsers.create(account), options)
    }
    return { account }
  }
  if (first === account) return { account }
  first.linkedAccounts.add(account)
  const [linkingProfile] = account.profiles
  return { account: first, ...(linkingProfile !== undefined && { linkingProfile }) }
}
