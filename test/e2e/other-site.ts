/**
 * Somebody else's web server: one blank page without any policy, which a test fills. It answers as `localhost` and as
 * `127.0.0.1`, so that it is of the worker's own site, on another port, or of another site.
 *
 * @module
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The server, by the names it answers to. */
export interface OtherSite {
  /** Same-site to the worker, and of another origin. */
  readonly otherPort: string
  /** Cross-site to the worker. */
  readonly otherHost: string
  close(): Promise<void>
}

/** Starts the server on a free port. */
export function openOtherSite(): Promise<OtherSite> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end('<!doctype html><title>Another site</title><link rel="icon" href="data:,"><h1>Another site</h1>')
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({
        otherPort: `http://localhost:${port}/`,
        otherHost: `http://127.0.0.1:${port}/`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })
}
