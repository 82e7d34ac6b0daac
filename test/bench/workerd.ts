/**
 * A worker as a process: in workerd, the runtime of Cloudflare Workers, bundled as it is deployed, or on Node.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { bundleWorker, workerdCommand } from '../soak/workerd.ts'
import { ROOT } from '../tools/run.ts'
import { findFreePort } from '../tools/worker-process.ts'

/** A worker that was spawned just now, and may not answer yet. */
export interface WorkerProcess {
  readonly url: string
  readonly child: ChildProcess
  /** Ends it, and resolves when it has ended. */
  readonly stop: () => Promise<void>
}

/** Spawns it. */
export type Spawn = () => WorkerProcess

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
  const [command, ...args] = await workerdCommand(ROOT, folder, options)
  return () => spawnWorker(command, args, port)
}

/** Makes one of the two handlers ready to be spawned on Node. */
export async function prepareNode(
  name: 'ours' | 'plain',
  environment: Readonly<Record<string, string>>,
): Promise<Spawn> {
  const port = await findFreePort()
  const args = ['--expose-gc', join(ROOT, 'test/bench/subjects/serve.ts'), name]
  return () => spawnWorker(process.execPath, args, port, { ...environment, PORT: String(port) })
}

/** Its output goes nowhere: neither the one who reads it nor a file is measured. */
function spawnWorker(
  command: string,
  args: readonly string[],
  port: number,
  env: Readonly<Record<string, string>> = {},
): WorkerProcess {
  const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'ignore' })
  const ended = once(child, 'exit')
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
