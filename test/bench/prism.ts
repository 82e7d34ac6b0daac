/**
 * Prism, which reads openapi.yaml by itself: as a proxy that validates, and as the mock server that others would use.
 *
 * @module
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toolPath } from '../scripts/install-tools.ts'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { type ServerProcess, serve } from '../scripts/server-process.ts'

/** A proxy in front of `upstream` that adds the header `sl-violations` to every answer it finds a fault with. */
export async function startPrismProxy(upstream: string): Promise<ServerProcess> {
  const port = await findFreePort()
  const server = serve([process.execPath, ...prismCommand('proxy', port), upstream], port)
  for (let attempt = 0; attempt < 600; attempt++) {
    if (server.child.exitCode !== null) break
    if (await fetch(server.url).catch(() => undefined)) return server
    await sleep(100)
  }
  await server.stop()
  throw new Error(`Cannot start Prism in front of ${upstream}: it did not answer within a minute`)
}

/** What Node is given to run Prism on openapi.yaml. */
export function prismCommand(command: 'proxy' | 'mock', port: number): string[] {
  const cli = toolPath('test/bench', '@stoplight/prism-cli/dist/index.js')
  return [cli, command, '--host', '127.0.0.1', '--port', String(port), join(ROOT, 'openapi.yaml')]
}
