/**
 * Implicit linking: Cronofy links the accounts that authorize in one browser, by a persistent cookie. `avoid_linking=true`
 * prevents it (documented: api-alpha/explicit-linking, authorization/request-authorization).
 *
 * In a shared browser, the second user therefore receives the account of the first one, which then has the profiles of both.
 *
 * @module
 */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Account } from '../store/accounts.ts'
import type { DataCenterStore } from '../store/data-center.ts'
import type { Authorization } from '../store/tokens.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

/** All ports of a host share their cookies, so the name has the port, and each data center links for itself. */
function cookieName(c: Context, dataCenter: string): string {
  return `cronofy_emulator_browser_${dataCenter}_${new URL(c.req.url).port}`
}

const ONE_YEAR_SECONDS = 365 * 24 * 3600

/** Returns the account to which a sign-in would be linked, or undefined if it would not be linked. */
export function findLinkedAccount(
  c: Context,
  store: DataCenterStore,
  request: AuthorizationRequest,
): Account | undefined {
  return isLinking(store, request) ? store.browsers.find(getCookie(c, cookieName(c, store.id))) : undefined
}

function isLinking({ behaviorStore }: DataCenterStore, { avoidLinking }: AuthorizationRequest): boolean {
  return behaviorStore.current().implicitLinking && !avoidLinking
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
    if (isLinking(store, request)) {
      const browser = store.browsers.create(account)
      // For this page only: a cookie of this host would otherwise go to applications on other ports.
      for (const path of ['/oauth/authorize', `/${store.id}/oauth/authorize`]) {
        const options = { path, maxAge: ONE_YEAR_SECONDS, httpOnly: true, sameSite: 'Lax' } as const
        setCookie(c, cookieName(c, store.id), browser, options)
      }
    }
    return { account }
  }
  if (first === account) return { account }
  first.linkedAccounts.add(account)
  const [linkingProfile] = account.profiles
  return { account: first, ...(linkingProfile !== undefined && { linkingProfile }) }
}
