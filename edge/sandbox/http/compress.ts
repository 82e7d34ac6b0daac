import type { MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'

/** The values of `Sec-Fetch-Dest` for pages and their parts. */
const PAGE_DESTINATIONS: ReadonlySet<string> = new Set(['document', 'style', 'script'])

const compressResponse = compress()

/** Compresses pages for browsers: a list of 250 calendars repeats itself. Other clients get uncompressed responses. */
export const compressForBrowsers: MiddlewareHandler = (c, next) =>
  PAGE_DESTINATIONS.has(c.req.header('sec-fetch-dest') ?? '') ? compressResponse(c, next) : next()
