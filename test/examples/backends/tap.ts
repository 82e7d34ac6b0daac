/**
 * A way to a server that changes nothing, for looking at what passes, and for cutting it.
 *
 * @module
 */
import { connect, createServer, type Socket } from 'node:net'
import { findFreePort } from '../../scripts/port.ts'

/** A way that is open. */
export interface Tap {
  readonly url: string
  /** All that was sent to the server so far. */
  sent(): string
  /** From now on everybody is answered this, to the letter, and the server is left out. */
  respondWith(raw: string): void
  /** Nobody listens any more. */
  close(): Promise<void>
}

/** Opens a way to a port of this machine. */
export async function openTap(serverPort: number): Promise<Tap> {
  const open = new Set<Socket>()
  const chunks: Buffer[] = []
  let fixedResponse: string | undefined

  const tap = createServer((client) => {
    keep(client)
    if (fixedResponse !== undefined) {
      const raw = fixedResponse
      client.once('data', () => client.end(raw))
      // What follows is read too, or the answer would be lost with the connection.
      client.resume()
      return
    }
    const server = keep(connect(serverPort, '127.0.0.1'))
    client.on('data', (chunk) => chunks.push(chunk))
    client.pipe(server).pipe(client)
    client.once('close', () => server.destroy())
    server.once('close', () => client.destroy())
  })

  function keep(socket: Socket): Socket {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    // Whoever is on the other side notices.
    socket.on('error', () => socket.destroy())
    return socket
  }

  function cut(): void {
    for (const socket of open) socket.destroy()
  }

  const port = await findFreePort()
  await new Promise<void>((resolve, reject) => {
    tap.once('error', reject)
    tap.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${port}`,
    sent: () => Buffer.concat(chunks).toString(),
    respondWith(raw) {
      fixedResponse = raw
      cut()
    },
    close() {
      cut()
      return new Promise((resolve) => tap.close(() => resolve()))
    },
  }
}
