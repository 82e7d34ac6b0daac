/**
 * The cookie with the data center of the last sign-in, which the home page lists first. It contains no secret.
 *
 * @module
 */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { type DataCenter, isDataCenter } from '../../../src/data-centers.ts'
import { hostCookieOptions } from './host-cookie.ts'

const TTL_SECONDS = 180 * 24 * 3600

const NAME = 'data-center'

/** Reads the cookie. Any other value counts as absent. */
export function readDataCenter(c: Context, origin: string): DataCenter | undefined {
  const value = getCookie(c, hostCookieOptions(origin).cookieName(NAME))
  return isDataCenter(value) ? value : undefined
}

export function rememberDataCenter(c: Context, origin: string, dataCenter: DataCenter): void {
  const { cookieName, attributes } = hostCookieOptions(origin)
  setCookie(c, cookieName(NAME), dataCenter, { ...attributes, maxAge: TTL_SECONDS })
}
