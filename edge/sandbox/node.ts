/**
 * A port for the sandbox, on Node.
 *
 * @module
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { ConnectionReset, isResettable } from './faults/connections.ts'
import type { Sandbox } from './index.ts'

/** Where to listen. */
export interface ListenOptions {
  /** 0 is any free port. */
  readonly port: number
  /**
   * The address to bind. Whatever it is, requests to other host names than this machine's own are refused.
   * @default '127.0.0.1'
   */
  readonly host?: string
  /**
   * Puts other classes in the place of Node's `Request` and `Response`, for the whole process: answers take less time then.
   * For a process that does nothing else.
   * @default false
   */
  readonly replaceGlobals?: boolean
}

/** A sandbox that listens. */
export interface Listening {
  /** Its origin: `http://127.0.0.1:4010`. */
  readonly url: string
  /** Stops listening and cuts the connections that are open, also those that a fault keeps waiting. */
  readonly close: () => Promise<void>
}

/**
 * Puts a sandbox on a port. Rejects, in one line with the way out, where the port is in use or cannot be had.
 */
export function listen(
  sandbox: Sandbox,
  { port, host = '127.0.0.1', replaceGlobals = false }: ListenOptions,
): Promise<Listening> {
  // The default options make an HTTP/1.1 server; the adaptor's type allows for others.
  const server = createAdaptorServer({
    fetch: (request, { incoming }) => respondOver(incoming as IncomingMessage, sandbox, request),
    overrideGlobalObjects: replaceGlobals,
  }) as Server
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const problem = cause.code === 'EADDRINUSE' ? 'it is in use' : cause.message
      const remedy = 'choose another with --port or SANDBOX_PORT, 0 for any free one'
      reject(new Error(`Cannot listen on port ${port}: ${problem}; ${remedy}`, { cause }))
    })
    server.listen(port, host, () => {
      const listenAddress = server.address()
      const actual = typeof listenAddress === 'object' && listenAddress !== null ? listenAddress.port : port
      resolve({
        url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })
}

/**
 * Answers a request, and does to its socket what a fault of the sandbox does to a connection. The adaptor knows errors only
 * as 500s, and logs them; so it is left waiting for an answer, or the rest of one, whose connection is no more.
 */
async function respondOver({ socket }: IncomingMessage, sandbox: Sandbox, request: Request): Promise<Response> {
  try {
    const response = await sandbox.fetch(request)
    // The body is not even looked at: that alone would make a stream of it.
    if (!isResettable(response) || response.body === null) return response
    const { status, headers } = response
    return new Response(resettingBody(response.body, socket), { status, headers })
  } catch (error) {
    if (!(error instanceof ConnectionReset) && !request.signal.aborted) throw error
    if (!socket.destroyed) socket.resetAndDestroy()
    return never()
  }
}

/** One of its own for each who waits: a shared one would keep them all. */
function never(): Promise<never> {
  return new Promise(() => undefined)
}

/** The body, which destroys the socket where a fault cuts it. */
function resettingBody(body: ReadableStream<Uint8Array>, socket: Socket): ReadableStream<Uint8Array> {
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
          socket.destroy()
          await never()
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
