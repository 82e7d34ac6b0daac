/**
 * Walks a backend through all checks, against the worker in one runtime.
 *
 * @module
 */
import type { Runtime } from '../../scripts/worker-process.ts'
import { attackChecks } from './attack-checks.ts'
import type { Checks } from './checks.ts'
import { failureChecks } from './failure-checks.ts'
import { flowChecks } from './flow-checks.ts'
import type { BackendRunner } from './runner.ts'
import { openStage } from './test-env.ts'

/** Says how each check ended, and counts. */
export async function walk(
  backend: BackendRunner,
  folder: string,
  runtime: Runtime,
): Promise<{ passed: number; failed: number }> {
  const checks: Checks = { ...flowChecks, ...attackChecks, ...failureChecks }
  const stage = await openStage(runtime, backend.command(folder))
  const counts = { passed: 0, failed: 0 }
  try {
    for (const [what, check] of Object.entries(checks)) {
      try {
        await stage.restore()
        await check(stage)
        counts.passed += 1
        console.log(`ok - ${runtime}: ${what}`)
      } catch (error) {
        counts.failed += 1
        console.log(`not ok - ${runtime}: ${what}: ${error instanceof Error ? error.message : error}`)
      }
    }
    if (counts.failed > 0) console.log(stage.output())
  } finally {
    await stage.close()
  }
  return counts
}
