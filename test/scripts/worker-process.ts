/**
 * Runs the worker as a separate process in each runtime, for `npm start` and for the tests.
 *
 * @module
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DATA_CENTER_IDS } from '../../src/data-centers.ts'
import { createSealingKey } from '../../src/sealing/key-ring.ts'
import { ROOT } from './run.ts'
import { RUNS_IN_DENO, resolveTool } from './tool.ts'

export type Runtime = 'node' | 'cloudflare' | 'deno'

const DENO_ENTRY = join(ROOT, 'edge/worker/entries/deno.ts')

/** Makes Deno use the packages of `deno.lock` if this process runs in Deno, and those of `node_modules` otherwise. */
const DENO_PACKAGES = RUNS_IN_DENO ? ['--node-modules-dir=none', '--frozen'] : ['--no-lock']

/** Returns the environment of a worker that uses an emulator for every data center. `service` enables the service. */
export function workerEnvironment(options: {
  publicUrl: string
  sandboxUrl: string
  port: number
  keys?: string
  service?: { apiKeys: string; returnUrls: string }
}): Record<string, string> {
  return {
    PORT: String(options.port),
    PUBLIC_URL: options.publicUrl,
    SANDBOX_URL: options.sandboxUrl,
    SEALING_KEYS: options.keys ?? createSealingKey(),
    ...(options.service && { API_KEYS: options.service.apiKeys, ALLOWED_RETURN_URLS: options.service.returnUrls }),
    ...Object.fromEntries(
      DATA_CENTER_IDS.flatMap((id) => [
        [`CRONOFY_${id.toUpperCase()}_CLIENT_ID`, 'sandbox'],
        [`CRONOFY_${id.toUpperCase()}_CLIENT_SECRET`, 'sandbox-secret'],
      ]),
    ),
  }
}

/** Returns the command that runs the worker. workerd has no environment variables, so every variable is an argument. */
export function workerCommand(runtime: Runtime, environment: Record<string, string>): [string, ...string[]] {
  switch (runtime) {
    case 'node':
      return [process.execPath, join(ROOT, 'edge/worker/entries/node.ts')]
    case 'deno':
      return [...resolveTool('deno'), 'run', ...DENO_PACKAGES, '--allow-env', '--allow-net', DENO_ENTRY]
    case 'cloudflare': {
      const { PORT = '8787', ...vars } = environment
      return [
        ...resolveTool('wrangler'),
        'dev',
        '--config',
        join(ROOT, 'wrangler.jsonc'),
        '--ip',
        '127.0.0.1',
        '--port',
        PORT,
        '--show-interactive-dev-session=false',
        ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
      ]
    }
  }
}

/** Resolves when the worker responds. Rejects after 100 seconds, which a busy machine may need. */
export async function waitUntilHealthy(url: string): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const response = await fetch(`${url}/healthz`).catch(() => undefined)
    if (response?.ok) return
    await sleep(100)
  }
  throw new Error(`Cannot reach the worker at ${url}: it did not respond within 100 seconds`)
}
