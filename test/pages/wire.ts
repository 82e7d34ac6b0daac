/**
 * What a page costs who sees it for the first time: requests, and bytes over the wire.
 *
 * @module
 */
import { gzipSync } from 'node:zlib'
import type { CDPSession } from 'playwright-core'

/** The cost of a page. */
export interface Cost {
  readonly requests: number
  /** With headers, and compressed. */
  readonly bytes: number
}

/** What belongs to a page; what a script asks for later does not. */
const PARTS: ReadonlySet<string> = new Set(['Document', 'Stylesheet', 'Script', 'Image', 'Font'])

/**
 * Measures the pages of a tab, each as if the browser had never been there: it remembers nothing. The result tells the cost
 * of the page that is shown.
 *
 * What comes uncompressed is compressed here: Cloudflare, Deno Deploy and any proxy in front of Node do that on the way,
 * and no test has them.
 */
export async function measure(session: CDPSession): Promise<() => Promise<Cost>> {
  let parts = new Map<string, { bytes: number; compressed: boolean }>()
  session.on('Network.requestWillBeSent', ({ requestId, type }) => {
    // A redirect keeps the id of its request, so what is counted in the end is the page that it led to.
    if (type === 'Document') parts = new Map()
    if (PARTS.has(type ?? '')) parts.set(requestId, { bytes: 0, compressed: false })
  })
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const part = parts.get(requestId)
    if (part !== undefined)
      part.compressed = Object.keys(response.headers).some((name) => /^content-encoding$/i.test(name))
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const part = parts.get(requestId)
    if (part !== undefined) part.bytes = encodedDataLength
  })
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })

  async function bytesOf([requestId, { bytes, compressed }]: [string, { bytes: number; compressed: boolean }]) {
    if (compressed) return bytes
    const { body, base64Encoded } = await session.send('Network.getResponseBody', { requestId })
    const text = Buffer.from(body, base64Encoded ? 'base64' : 'utf8')
    return bytes - text.length + gzipSync(text).length
  }

  return async () => {
    const sizes = await Promise.all([...parts].map(bytesOf))
    return { requests: sizes.length, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) }
  }
}
