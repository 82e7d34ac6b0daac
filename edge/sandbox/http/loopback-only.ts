/**
 * Keeping away what the sandbox is not for: web pages, since it gives tokens to whoever asks, and bodies without end.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import { bufferBody } from './body.ts'

/** An address that is without doubt this machine's own: the usual case, which needs no parser. */
const LOOPBACK_URL = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\//

/** As `URL.hostname` writes them. */
const LOOPBACK_HOSTNAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Refuses every host name that is not this machine's own, whatever the port: a page that points its own name at 127.0.0.1
 * (DNS rebinding) would otherwise be of the sandbox's origin. A server makes the URL from the `Host` header; in process
 * the two are independent, so both are looked at.
 */
export const loopbackHostOnly: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host')
  const hostMatchesUrl = host === undefined || c.req.url.startsWith(`http://${host}/`)
  if (hostMatchesUrl && LOOPBACK_URL.test(c.req.url)) return next()
  const urls = [c.req.url, ...(hostMatchesUrl ? [] : [`http://${host}`])]
  const foreignUrl = urls.find((url) => !URL.canParse(url) || !LOOPBACK_HOSTNAMES.has(new URL(url).hostname))
  if (foreignUrl === undefined) return next()
  return c.text('Cannot serve this host: the sandbox answers to 127.0.0.1, localhost and [::1] only\n', 403)
}

/**
 * Refuses what a page of another site makes a browser send to the routes that change the sandbox. (A program sends neither
 * `Sec-Fetch-Site` nor `Origin`, and `none` is the user at the address bar.) Browsers older than `Sec-Fetch-Site` say
 * where a post comes from in `Origin` alone. Reading needs no guard: without CORS a page sees nothing.
 */
export const sameOriginOnly: MiddlewareHandler = async (c, next) => {
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  const site = c.req.header('sec-fetch-site') ?? fetchSiteOf(c.req.header('origin'), c.req.url)
  if (isRead || site === 'none' || site === 'same-origin') return next()
  return c.text(`Cannot change the sandbox: the request comes from another site ("${site}")\n`, 403)
}

function fetchSiteOf(origin: string | undefined, url: string): string {
  if (origin === undefined) return 'none'
  return origin === new URL(url).origin ? 'same-origin' : origin
}

/** Far more than any other route has a use for. */
const MAX_BODY_BYTES = 1024 * 1024

/** The one route that is given back what it gave. */
const STATE_PATH = '/sandbox/state'

/** A snapshot that went out has to come back in: thousands of authorizations, or requests for 250 calendars each. */
const MAX_STATE_BYTES = 64 * MAX_BODY_BYTES

/**
 * Refuses a body that says it is too long, or turns out to be while it is read (one in chunks says nothing), so that none
 * fills memory: 400, since openapi.yaml knows no 413. (The provider's limit is not documented. Hono's own `bodyLimit` puts
 * another request in the place of the one whose connection a fault may cut.)
 */
export const limitBodySize: MiddlewareHandler = async (c, next) => {
  const maxBytes = c.req.path === STATE_PATH ? MAX_STATE_BYTES : MAX_BODY_BYTES
  if (Number(c.req.header('content-length') ?? 0) <= maxBytes && (await bufferBody(c, maxBytes))) return next()
  const description = `Cannot read the body: it is longer than ${maxBytes} bytes`
  return c.json({ error: 'invalid_request', error_description: description }, 400)
}
