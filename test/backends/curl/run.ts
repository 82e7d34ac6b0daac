/**
 * The worker's API with nothing but curl: a script that is walked through once, and no backend.
 *
 * @module
 */
import { fileURLToPath } from 'node:url'
import { createSandbox } from '../../../edge/sandbox/index.ts'
import { listen } from '../../../edge/sandbox/node.ts'
import { readSurroundings, succeeds } from '../../clients/runner.ts'
import { execute } from '../../support/execute.ts'
import type { Installable } from '../../tools/run-each.ts'
import { startService } from '../../tools/service-process.ts'
import type { Runtime } from '../../tools/worker-process.ts'

const SCRIPT = fileURLToPath(new URL('walk.sh', import.meta.url))

/** What the script prints of the three calls, in their order. */
const SAID = /"status":"read".*"status":"redirect".*"status":"granted"/s

/** An example that walks by itself. */
export interface Script extends Installable {
  /** Walks against the worker in one runtime, and counts. */
  walk(runtime: Runtime): Promise<{ passed: number; failed: number }>
}

export const curl: Script = {
  name: 'curl',
  lacks: async () => ((await succeeds('sh', '-c', 'curl --version')) ? undefined : 'sh with curl'),
  install: async () => undefined,
  walk,
}

async function walk(runtime: Runtime): Promise<{ passed: number; failed: number }> {
  const sandbox = await listen(createSandbox(), { port: 0 })
  try {
    const service = await startService(runtime, sandbox.url)
    try {
      const surroundings = await readSurroundings(sandbox.url)
      const own = { SERVICE_URL: service.url, API_KEY: service.apiKey, SUBJECT: 'user-42' }
      const { code, output } = await execute('sh', [SCRIPT], { ...surroundings, ...own })
      const passed = code === 0 && SAID.test(output)
      console.log(`${passed ? 'ok' : 'not ok'} - ${runtime}: the script reads, asks, and finds all of it granted`)
      if (!passed) console.log(output)
      return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
    } finally {
      await service.close()
    }
  } finally {
    await sandbox.close()
  }
}
