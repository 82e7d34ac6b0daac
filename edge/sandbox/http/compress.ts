/**
 * Pages, stylesheets and scripts compressed, for browsers: 250 calendars are much the same text 250 times.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'

/** What `Sec-Fetch-Dest` says of what a page is made of. */
const PAGE_DESTINATIONS: ReadonlySet<string> = new Set(['document', 'style', 'script'])

const compressResponse = compress()

/** Compresses what a browser asks for to show it. A program says no such thing, and no byte of its answers is touched. */
export const compressForBrowsers: MiddlewareHandler = (c, next) =>
  PAGE_DESTINATIONS.has(c.req.header('sec-fetch-dest') ?? '') ? compressResponse(c, next) : next()
