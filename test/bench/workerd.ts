/**
 * Runs a worker as a process: in workerd (the runtime of Cloudflare Workers), bundled as for a deployment, or on Node.
 *
 * @module
 */
import { join } from 'node:path'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { type ServerProcess, serve } from '../scripts/server-process.ts'
import { bundleWorker, workerdCommand } from '../soak/workerd.ts'

/** Starts the process. */
export type Spawn = () => ServerProcess

/**
 * Prepares a worker. The returned function can start it any number of times.
 *
 * @param worker.entry A file of the project. @default the deployed worker
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

/** Prepares one of the handlers to run on Node. */
export async function prepareNode(
  name: 'ours' | 'plain' | 'careful',
  environment: Readonly<Record<string, string>>,
): Promise<Spawn> {
  const port = await findFreePort()
  const args = ['--expose-gc', join(ROOT, 'test/bench/subjects/serve.ts'), name]
  return () => serve([process.execPath, ...args], port, { ...environment, PORT: String(port) })
}
