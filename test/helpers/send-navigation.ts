/**
 * Sends requests as a browser does when it navigates.
 *
 * @module
 */
import { type IncomingMessage, request as openRequest } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** Sends a request over a socket. Node's `fetch` would replace `Sec-Fetch-Mode`, so the handler would respond with JSON. */
export async function sendNavigation(request: Request): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer())
  const headers = { ...Object.fromEntries(request.headers), 'content-length': String(body.length) }
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    openRequest(request.url, { method: request.method, headers, agent: false })
      .once('response', resolve)
      .once('error', reject)
      .end(body)
  })
  const responseHeaders = new Headers()
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) responseHeaders.append(name, value)
  }
  const { statusCode: status = 0 } = incoming
  const content = await buffer(incoming)
  return new Response([204, 304].includes(status) ? null : content, { status, headers: responseHeaders })
}
