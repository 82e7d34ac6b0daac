/**
 * Walks a backend through all checks, against the worker in one runtime.
 *
 * @module
 */
import type { Runtime } from '../../scripts/worker-process.ts'
import { attackChecks } from './attack-checks.ts'
import type { Checks } from './checks.ts'
import { connectionChecks } from './connection-checks.ts'
import { failureChecks } from './failure-checks.ts'
import { flowChecks } from './flow-checks.ts'
import type { BackendRunner } from './runner.ts'
import { createTestEnv } from './test-env.ts'
import { connectUsers } from './test-user.ts'

/** Says how each check ended, and counts. */
export async function runBackendChecks(
  backend: BackendRunner,
  folder: string,
  runtime: Runtime,
): Promise<{ passed: number; failed: number }> {
  const checks: Checks = { ...connectionChecks, ...flowChecks, ...attackChecks, ...failureChecks }
  const testEnv = await createTestEnv(runtime, backend.command(folder))
  const counts = { passed: 0, failed: 0 }
  try {
    await connectUsers(testEnv)
    for (const [title, check] of Object.entries(checks)) {
      try {
        await testEnv.reset()
        await check(testEnv)
        counts.passed += 1
        console.log(`ok - ${runtime}: ${title}`)
      } catch (error) {
        counts.failed += 1
        console.log(`not ok - ${runtime}: ${title}: ${error instanceof Error ? error.message : error}`)
      }
    }
    if (counts.failed > 0) console.log(testEnv.output())
  } finally {
    await testEnv.close()
  }
  return counts
}
