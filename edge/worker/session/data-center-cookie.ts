/**
 * The data center in which somebody signed in last, so that they find it first the next time. No secret, and no state:
 * whatever else it holds counts as nothing.
 *
 * @module
 */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { type DataCenter, isDataCenter } from '../../../src/data-centers.ts'
import { hostCookieOptions } from './host-cookie.ts'

const TTL_SECONDS = 180 * 24 * 3600

const NAME = 'data-center'

/** @param origin Our own origin. */
export function readDataCenter(c: Context, origin: string): DataCenter | undefined {
  const value = getCookie(c, hostCookieOptions(origin).cookieName(NAME))
  return isDataCenter(value) ? value : undefined
}

/** @param origin Our own origin. */
export function rememberDataCenter(c: Context, origin: string, dataCenter: DataCenter): void {
  const { cookieName, attributes } = hostCookieOptions(origin)
  setCookie(c, cookieName(NAME), dataCenter, { ...attributes, maxAge: TTL_SECONDS })
}
