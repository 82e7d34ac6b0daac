/**
 * Serves an emulator on a port, with Node.
 *
 * @module sandbox-node
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { DEFAULT_DATA_CENTER, SANDBOX_DATA_CENTERS } from './config/data-centers.ts'
import { ConnectionReset, isResettable } from './faults/connections.ts'
import { isPlainPath } from './http/request-path.ts'
import type { Sandbox } from './index.ts'

export type { Sandbox } from './index.ts'

/** Where and how to listen. */
export interface ListenOptions {
  /** The port. 0 selects a free one. */
  readonly port: number
  /**
   * The IP address to bind. It does not change which hosts the emulator serves: see `allowedHosts` of `createSandbox`.
   * @default '127.0.0.1'
   */
  readonly host?: string
  /**
   * Replaces the global `Request` and `Response` of the process with faster classes. Use it in a process that only serves the
   * emulator.
   * @default false
   */
  readonly replaceGlobals?: boolean
}

/** A server that listens. */
export interface Listening {
  /** Its origin: `http://127.0.0.1:4010`. If it listens on all addresses, this is the one of loopback. */
  readonly url: string
  /** Stops listening and closes all connections, including those that a fault delays. */
  readonly close: () => Promise<void>
}

/** Six servers that listen, one for each data center. `url` is the one of `us`. */
export interface ListeningPerDataCenter extends Listening {
  /** The origins by the ID of the data center: `{us: 'http://127.0.0.1:4010', au: 'http://127.0.0.1:4011', …}`. */
  readonly urls: Readonly<Record<string, string>>
}

/**
 * Serves an emulator on a port: `const { url, close } = await listen(createSandbox(), { port: 4010 })`.
 *
 * @param sandbox From `createSandbox`.
 * @param options The port, and the IP address to bind.
 * @returns The URL, and a function that stops the server.
 * @throws Error with one line that names the port, if the port is not available
 */
export function listen(sandbox: Pick<Sandbox, 'fetch'>, options: ListenOptions): Promise<Listening> {
  return serve(sandbox.fetch, options)
}

/**
 * Serves each data center on its own port: `us` on `port`, and the others on the next five ports, in the order of
 * `SANDBOX_DATA_CENTERS`. Use it for clients that drop the path of their base URL, because these ports need no prefix. With port 0, all
 * six are free ports. All ports share one state, and every port also serves each data center at its prefix.
 *
 * @param sandbox From `createSandbox`.
 * @param options The first port, and the IP address to bind.
 * @returns The URLs, and a function that stops the servers.
 * @throws Error with one line that names the port, if a port is not available
 */
export async function listenPerDataCenter(
  sandbox: Pick<Sandbox, 'fetchFor'>,
  options: ListenOptions,
): Promise<ListeningPerDataCenter> {
  const servers: [id: string, Listening][] = []
  const close = async () => {
    await Promise.all(servers.map(([, server]) => server.close()))
  }
  try {
    for (const [index, { id }] of SANDBOX_DATA_CENTERS.entries()) {
      const port = options.port === 0 ? 0 : options.port + index
      servers.push([id, await serve(sandbox.fetchFor(id), { ...options, port })])
    }
  } catch (error) {
    await close()
    throw error
  }
  const urls = Object.fromEntries(servers.map(([id, { url }]) => [id, url]))
  return { url: urls[DEFAULT_DATA_CENTER] ?? '', urls, close }
}

function serve(
  fetch: Sandbox['fetch'],
  { port, host = '127.0.0.1', replaceGlobals = false }: ListenOptions,
): Promise<Listening> {
  // The default options create an HTTP/1.1 server. The adapter's type allows others too.
  const server = createAdaptorServer({
    fetch: (request, { incoming }) => {
      // The adapter removes dot segments, so the path is checked as it was sent.
      const isPlain = isPlainPath(incoming.url ?? '')
      return respondOver(incoming as IncomingMessage, fetch, isPlain ? request : notFoundRequest(request))
    },
    overrideGlobalObjects: replaceGlobals,
  }) as Server
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new Error(describeListenError(cause, { port, host }), { cause }))
    })
    server.listen(port, host, () => {
      const listenAddress = server.address()
      const actualPort = typeof listenAddress === 'object' && listenAddress !== null ? listenAddress.port : port
      resolve({
        url: `http://${urlHost(host)}:${actualPort}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })
}

function describeListenError({ code, message }: NodeJS.ErrnoException, { port, host }: ListenOptions): string {
  if (code === 'EADDRNOTAVAIL') {
    return `Cannot listen on ${host}: this machine does not have this address. Pass another one with --host or SANDBOX_HOST.`
  }
  const problem = code === 'EADDRINUSE' ? 'it is in use' : message
  return `Cannot listen on port ${port}: ${problem}. Choose another port with --port or SANDBOX_PORT. 0 selects a free one.`
}

/** The host by which this machine reaches a server that listens on `host`. Nothing reaches `0.0.0.0` or `::` itself. */
function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

/** A request whose path no route has. Its URL is constant, because the one that was sent may not be a URL. */
function notFoundRequest({ method }: Request): Request {
  return new Request('http://localhost/%', { method: method === 'HEAD' ? 'HEAD' : 'GET' })
}

/**
 * Responds to a request, and applies connection faults to its socket. After a reset, the promise never settles. Otherwise the
 * adapter would log an error and respond with 500.
 */
async function respondOver({ socket }: IncomingMessage, fetch: Sandbox['fetch'], request: Request): Promise<Response> {
  const bytesBefore = socket.bytesWritten
  try {
    const response = await fetch(request)
    // Reading `body` creates a stream, so this happens only if a fault needs it.
    if (!isResettable(response) || response.body === null) return response
    const { status, headers } = response
    return new Response(toResettingBody(response.body, { socket, bytesBefore }), { status, headers })
  } catch (error) {
    if (!(error instanceof ConnectionReset) && !request.signal.aborted) throw error
    if (!socket.destroyed) socket.resetAndDestroy()
    return waitForever()
  }
}

/** Creates a promise per call. A shared one would retain everything that waits for it. */
function waitForever(): Promise<never> {
  return new Promise(() => undefined)
}

/** Copies a body, and destroys the socket where a fault resets the connection. What comes before is sent first. */
function toResettingBody(
  body: ReadableStream<Uint8Array>,
  { socket, bytesBefore }: { socket: Socket; bytesBefore: number },
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          if (!(error instanceof ConnectionReset)) throw error
          // On a busy machine, the adapter may not have written the headers yet.
          while (!socket.destroyed && (socket.bytesWritten === bytesBefore || socket.writableLength > 0)) await sleep(1)
          socket.destroy()
          await waitForever()
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
