/**
 * Runs Prism with openapi.yaml: as a validating proxy, and as a mock server.
 *
 * @module
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toolPath } from '../scripts/install-tools.ts'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { type ServerProcess, serve } from '../scripts/server-process.ts'

/** Starts a proxy in front of `upstream`. It adds the header `sl-violations` to each response that is invalid, or whose request is. */
export async function startPrismProxy(upstream: string): Promise<ServerProcess> {
  const port = await findFreePort()
  const server = serve([process.execPath, ...prismCommand('proxy', port), upstream], port)
  for (let attempt = 0; attempt < 600; attempt++) {
    if (server.child.exitCode !== null) break
    if (await fetch(server.url).catch(() => undefined)) return server
    await sleep(100)
  }
  await server.stop()
  throw new Error(`Cannot start Prism in front of ${upstream}: it did not respond within a minute`)
}

/** Returns Node's arguments to run Prism with openapi.yaml. */
export function prismCommand(command: 'proxy' | 'mock', port: number): string[] {
  const cli = toolPath('test/bench', '@stoplight/prism-cli/dist/index.js')
  return [cli, command, '--host', '127.0.0.1', '--port', String(port), join(ROOT, 'openapi.yaml')]
}
