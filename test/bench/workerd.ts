/**
 * A worker as a process: in workerd, the runtime of Cloudflare Workers, bundled as it is deployed, or on Node.
 *
 * @module
 */
import { join } from 'node:path'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { type ServerProcess, serve } from '../scripts/server-process.ts'
import { bundleWorker, workerdCommand } from '../soak/workerd.ts'

/** Spawns it. */
export type Spawn = () => ServerProcess

/**
 * Makes a worker ready to be spawned, again and again.
 *
 * @param worker.entry A file of the project. @default the worker that is deployed
 */
export async function prepareWorker(
  folder: string,
  worker: { name: string; entry?: string; environment: Readonly<Record<string, string>> },
): Promise<Spawn> {
  const { name, entry, environment } = worker
  await bundleWorker(ROOT, folder, entry)
  const module = entry?.replace(/^.*\//, '').replace(/\.ts$/, '.js')
  const port = await findFreePort()
  const options = { name, port, environment, ...(module !== undefined && { module }) }
  const command = await workerdCommand(ROOT, folder, options)
  return () => serve(command, port)
}

/** Makes one of the two handlers ready to be spawned on Node. */
export async function prepareNode(
  name: 'ours' | 'plain' | 'careful',
  environment: Readonly<Record<string, string>>,
): Promise<Spawn> {
  const port = await findFreePort()
  const args = ['--expose-gc', join(ROOT, 'test/bench/subjects/serve.ts'), name]
  return () => serve([process.execPath, ...args], port, { ...environment, PORT: String(port) })
}
