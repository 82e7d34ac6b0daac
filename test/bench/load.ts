/**
 * A small load generator. It repeats the same request over a few persistent connections, as fast as the server responds.
 *
 * @module
 */
import { connect, type Socket } from 'node:net'

/** The request, to a server on this machine. */
export interface Target {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The body. With a body, the method is POST. */
  readonly body?: string
}

/**
 * Returns the responses per second. This module writes requests and splits responses itself, because Node's HTTP client takes longer
 * for a call than the server takes for a response, so it would limit the rate.
 *
 * Rejects if a response is not a 200, or if it has neither `Content-Length` nor a chunked body.
 */
export async function measureRate(target: Target, connections: number, seconds: number): Promise<number> {
  const begin = performance.now()
  const end = begin + seconds * 1000
  const counts = await Promise.all(
    Array.from({ length: connections }, () => callRepeatedly(() => performance.now() < end, target)),
  )
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - begin) / 1000)
}

/** Makes `count` calls. Rejects as {@link measureRate} does. */
export async function callMany(target: Target, connections: number, count: number): Promise<void> {
  let remaining = count - connections
  await Promise.all(Array.from({ length: connections }, () => callRepeatedly(() => remaining-- > 0, target)))
}

/** Calls over one connection, one after the other, and counts the responses. */
function callRepeatedly(shouldContinue: () => boolean, { url, headers, body }: Target): Promise<number> {
  const { hostname, port, pathname, search, host } = new URL(url)
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const lines = Object.entries({ host, ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`)
  const method = body === undefined ? 'GET' : 'POST'
  const request = `${method} ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(port), hostname, () => socket.write(request))
    let count = 0
    let received = Buffer.alloc(0)
    socket.setNoDelay()
    socket.once('error', reject)
    socket.once('close', () => reject(new Error(`Cannot measure: ${url} closed a connection`)))
    socket.on('data', (piece) => {
      received = received.length === 0 ? piece : Buffer.concat([received, piece])
      const length = responseLength(received)
      if (length instanceof Error) {
        reject(new Error(`Cannot measure: ${url} responded with ${length.message}`))
        socket.destroy()
      } else if (length !== undefined && received.length >= length) {
        count += 1
        received = received.subarray(length)
        if (shouldContinue()) {
          socket.write(request)
        } else {
          resolve(count)
          socket.destroy()
        }
      }
    })
  })
}

/** The end of a chunked body (RFC 9112 section 7.1). */
const LAST_CHUNK = '\r\n0\r\n\r\n'

/** Returns the length of the first response in bytes. Undefined if its head is incomplete, and an error if it is invalid. */
function responseLength(received: Buffer): number | Error | undefined {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const head = received.toString('latin1', 0, headEnd)
  const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]
  if (status !== '200') return new Error(`${status}, not 200`)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) return headEnd + 4 + Number(length)
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return new Error('no body length')
  const lastChunk = received.indexOf(LAST_CHUNK, headEnd)
  return lastChunk < 0 ? undefined : lastChunk + LAST_CHUNK.length
}
