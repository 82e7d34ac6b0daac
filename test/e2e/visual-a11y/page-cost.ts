/**
 * What a page costs who sees it for the first time: requests, and bytes over the wire.
 *
 * @module
 */
import { gzipSync } from 'node:zlib'
import type { CDPSession } from 'playwright-core'

/** The cost of a page. */
export interface PageCost {
  readonly requests: number
  /** With headers, and compressed. */
  readonly bytes: number
}

interface PageResource {
  bytes: number
  compressed: boolean
}

/** What belongs to a page; what a script asks for later does not. */
const RESOURCE_TYPES: ReadonlySet<string> = new Set(['Document', 'Stylesheet', 'Script', 'Image', 'Font'])

/**
 * Measures the pages of a tab, each as if the browser had never been there: it remembers nothing. The result tells the cost
 * of the page that is shown.
 *
 * What comes uncompressed is compressed here: Cloudflare, Deno Deploy and any proxy in front of Node do that on the way,
 * and no test has them.
 */
export async function measurePageCost(session: CDPSession): Promise<() => Promise<PageCost>> {
  // By page, since the next one may have been asked for while this one is shown.
  const pages = new Map<string, Map<string, PageResource>>()
  let shown = ''
  session.on('Network.requestWillBeSent', ({ requestId, loaderId, type }) => {
    if (!RESOURCE_TYPES.has(type ?? '')) return
    const resources = pages.get(loaderId) ?? new Map<string, PageResource>()
    // A redirect keeps the id of its request, so what is counted in the end is the page that it led to.
    pages.set(loaderId, resources.set(requestId, { bytes: 0, compressed: false }))
  })
  session.on('Network.responseReceived', ({ requestId, loaderId, response }) => {
    const resource = pages.get(loaderId)?.get(requestId)
    if (resource !== undefined)
      resource.compressed = Object.keys(response.headers).some((name) => /^content-encoding$/i.test(name))
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    for (const parts of pages.values()) {
      const part = parts.get(requestId)
      if (part !== undefined) part.bytes = encodedDataLength
    }
  })
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId !== undefined) return
    shown = frame.loaderId
    for (const loaderId of pages.keys()) if (loaderId !== shown) pages.delete(loaderId)
  })
  await session.send('Page.enable')
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })

  async function compressedBytes([requestId, { bytes, compressed }]: [string, PageResource]) {
    if (compressed) return bytes
    const { body, base64Encoded } = await session.send('Network.getResponseBody', { requestId })
    const text = Buffer.from(body, base64Encoded ? 'base64' : 'utf8')
    return bytes - text.length + gzipSync(text).length
  }

  return async () => {
    const sizes = await Promise.all([...(pages.get(shown) ?? [])].map(compressedBytes))
    return { requests: sizes.length, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) }
  }
}
