/**
 * The cookie with the data center of the last sign-in, which the home page lists first. It contains no secret.
 *
 * @module
 */
import type { Context } from 'hono'
import { type DataCenter, isDataCenter } from '../../../src/data-centers.ts'
import { hostCookies } from '../../../src/handler/http/cookies.ts'

const TTL_SECONDS = 180 * 24 * 3600

const NAME = 'data-center'

/** Reads the cookie. Any other value counts as absent. */
export function readDataCenter(c: Context, origin: string): DataCenter | undefined {
  const value = hostCookies(origin).read(c.req.raw, NAME)
  return isDataCenter(value) ? value : undefined
}

export function rememberDataCenter(c: Context, origin: string, dataCenter: DataCenter): void {
  c.header('Set-Cookie', hostCookies(origin).set(NAME, dataCenter, { maxAgeSeconds: TTL_SECONDS }), { append: true })
}
