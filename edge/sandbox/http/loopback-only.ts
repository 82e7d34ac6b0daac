/**
 * Protects the emulator, which issues tokens to anyone: it rejects other hosts, requests from pages of other sites, and bodies that
 * are too long.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import { isLoopbackHost, parseHostName } from '../../../src/shared/host-name.ts'
import { bufferBody } from './body.ts'

/** A URL that is certainly loopback. This is the common case, and it needs no parser. */
const LOOPBACK_URL = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\//

const FOREIGN_HOST =
  'Cannot serve this host. Use 127.0.0.1, [::1], localhost, or a name below localhost. Or allow the host with --allow-host, SANDBOX_ALLOW_HOST, or allowedHosts.\n'

/**
 * Creates a middleware that rejects all hosts except loopback ones and `allowedHosts`. Otherwise a web page could point its own
 * host name at 127.0.0.1 (DNS rebinding) and be same-origin with the emulator. It checks the URL and the `Host` header, because
 * they can differ within a process.
 *
 * @throws TypeError if an entry is not a host.
 */
export function ownHostsOnly(allowedHosts: readonly string[]): MiddlewareHandler {
  const hostnames = new Set(allowedHosts.map(parseAllowedHost))
  const isOwn = (url: string): boolean => {
    if (!URL.canParse(url)) return false
    const { hostname } = new URL(url)
    return isLoopbackHost(hostname) || hostnames.has(hostname)
  }
  return async (c, next) => {
    const host = c.req.header('host')
    const hostMatchesUrl = host === undefined || c.req.url.startsWith(`http://${host}/`)
    if (hostMatchesUrl && LOOPBACK_URL.test(c.req.url)) return next()
    const urls = [c.req.url, ...(hostMatchesUrl ? [] : [`http://${host}`])]
    return urls.every(isOwn) ? next() : c.text(FOREIGN_HOST, 403)
  }
}

function parseAllowedHost(value: string): string {
  const hostname = parseHostName(value)
  if (hostname !== undefined) return hostname
  throw new TypeError(
    `Cannot allow the host ${JSON.stringify(value)}. Pass a host name or an IP address, without a port or a wildcard.`,
  )
}

/**
 * Rejects requests from other sites that change the emulator. Programs send neither `Sec-Fetch-Site` nor `Origin`. The
 * value `none` means that the user entered the URL. Browsers without `Sec-Fetch-Site` send `Origin` with a POST.
 * Reading is safe: without CORS, other sites cannot see the response.
 */
export const sameOriginOnly: MiddlewareHandler = async (c, next) => {
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  const site = c.req.header('sec-fetch-site') ?? fetchSiteOf(c.req.header('origin'), c.req.url)
  if (isRead || site === 'none' || site === 'same-origin') return next()
  return c.text(`Cannot change the emulator: The request comes from another site ("${site}").\n`, 403)
}

function fetchSiteOf(origin: string | undefined, url: string): string {
  if (origin === undefined) return 'none'
  return origin === new URL(url).origin ? 'same-origin' : origin
}

/** Far more than any other route needs. */
const MAX_BODY_BYTES = 1024 * 1024

/** A snapshot can be restored through this route. */
const STATE_PATH = '/sandbox/state'

/** A snapshot can have thousands of authorizations, or requests with 250 calendars each. */
const MAX_STATE_BYTES = 64 * MAX_BODY_BYTES

/**
 * Rejects bodies that are too long, by their `Content-Length` or while reading a chunked one: 400, because openapi.yaml
 * has no 413. Cronofy's limit is not documented. Hono's `bodyLimit` would replace the request that a fault may reset.
 */
export const limitBodySize: MiddlewareHandler = async (c, next) => {
  const maxBytes = c.req.path === STATE_PATH ? MAX_STATE_BYTES : MAX_BODY_BYTES
  if (Number(c.req.header('content-length') ?? 0) <= maxBytes && (await bufferBody(c, maxBytes))) return next()
  const description = `Cannot read the body: It is longer than ${maxBytes} bytes.`
  return c.json({ error: 'invalid_request', error_description: description }, 400)
}
