/**
 * A port for the sandbox, on Node.
 *
 * @module
 */
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
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
}

/** A sandbox that listens. */
export interface Listening {
  /** Its origin: `http://127.0.0.1:4010`. */
  readonly url: string
  /** Stops listening and cuts the connections that are open. */
  readonly close: () => Promise<void>
}

/**
 * Puts a sandbox on a port. Rejects, in one line with the way out, where the port is in use or cannot be had.
 */
export function listen(sandbox: Sandbox, { port, host = '127.0.0.1' }: ListenOptions): Promise<Listening> {
  // The default options make an HTTP/1.1 server; the adaptor's type allows for others.
  const server = createAdaptorServer({ fetch: sandbox.fetch, overrideGlobalObjects: false }) as Server
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const state = cause.code === 'EADDRINUSE' ? 'it is in use' : cause.message
      const wayOut = 'choose another with --port or SANDBOX_PORT, 0 for any free one'
      reject(new Error(`Cannot listen on port ${port}: ${state}; ${wayOut}`, { cause }))
    })
    server.listen(port, host, () => {
      const address = server.address()
      const actual = typeof address === 'object' && address !== null ? address.port : port
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
