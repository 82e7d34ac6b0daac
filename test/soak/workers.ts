/**
 * The four workers of a runtime. They have different keys and the same public URL.
 *
 * @module
 */
import { join } from 'node:path'
import { createSealingKey } from '../../src/sealing/key-ring.ts'
import { findFreePort } from '../scripts/port.ts'
import { waitUntilHealthy } from '../scripts/worker-process.ts'
import type { SoakRuntime } from './options.ts'
import { type RunningProcess, startProcess } from './processes.ts'
import { type KeyName, WORKERS, type WorkerName } from './worker-keys.ts'
import { bundleWorker, workerdCommand } from './workerd.ts'

/** The public URL for browsers. The driver chooses the worker that responds, like a load balancer. */
export const PUBLIC_URL = 'http://localhost:8787'

/** The secrets of a run. They must not leave the workers. */
export interface Secrets {
  readonly clientId: string
  readonly clientSecret: string
  readonly sealingKeys: Readonly<Record<KeyName, string>>
  readonly apiKeys: Readonly<Record<KeyName, string>>
}

/** Creates unique secrets, so that a leak of them is found anywhere. */
export function createSecrets(): Secrets {
  return {
    clientId: 'soak',
    clientSecret: `canary-secret-${createSealingKey().replace(/[^A-Za-z0-9]/g, '')}`,
    sealingKeys: { k1: createSealingKey(), k2: createSealingKey() },
    apiKeys: { k1: createSealingKey(), k2: createSealingKey() },
  }
}

/** A worker and its URL. */
export interface Worker extends RunningProcess {
  readonly url: string
}

/** The workers of one runtime. */
export type Fleet = Readonly<Record<WorkerName, Worker>>

/** Starts the workers of a runtime. `onStart` receives each process at once, so that the caller can always stop it. */
export async function startFleet(
  runtime: SoakRuntime,
  options: {
    root: string
    folder: string
    sandboxUrl: string
    secrets: Secrets
    /** Returns the environment variables that enable the tested part of a worker with these keys. */
    modeEnvironment: (secrets: Secrets, keys: readonly KeyName[]) => Readonly<Record<string, string>>
    inspect: (line: string) => void
    onStart: (running: RunningProcess) => void
  },
): Promise<Fleet> {
  const { root, folder, sandboxUrl, secrets, modeEnvironment, inspect, onStart } = options
  if (runtime === 'cloudflare') await bundleWorker(root, folder)

  async function launch(name: WorkerName): Promise<Worker> {
    const port = await findFreePort()
    const environment = {
      PUBLIC_URL,
      SANDBOX_URL: sandboxUrl,
      SEALING_KEYS: WORKERS[name].map((key) => secrets.sealingKeys[key]).join(','),
      ...modeEnvironment(secrets, WORKERS[name]),
    }
    const label = `${runtime}-${name}`
    const running =
      runtime === 'cloudflare'
        ? startProcess(label, await workerdCommand(root, folder, { name, port, environment }), { inspect })
        : startProcess(
            label,
            [
              process.execPath,
              '--expose-gc',
              join(import.meta.dirname, 'node-worker.ts'),
              join(root, 'edge/worker/entries/node.ts'),
            ],
            { env: { ...environment, PORT: String(port) }, ipc: true, inspect },
          )
    onStart(running)
    const url = `http://127.0.0.1:${port}`
    await waitUntilHealthy(url).catch((error: Error) => {
      throw new Error(`${error.message}\n${running.lines.join('\n')}`)
    })
    return { ...running, url }
  }

  const [A, B, C, D] = await Promise.all([launch('A'), launch('B'), launch('C'), launch('D')])
  return { A, B, C, D }
}

/** Returns the total size of the Node workers' heaps after a collection, in bytes. */
export async function totalHeapBytes(fleet: Fleet): Promise<number> {
  const sizes = await Promise.all(
    Object.values(fleet).map(
      ({ child }) =>
        new Promise<number>((resolve) => {
          child.once('message', ({ heapUsed }: { heapUsed: number }) => resolve(heapUsed))
          child.send({})
        }),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
