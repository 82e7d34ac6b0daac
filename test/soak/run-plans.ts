/**
 * Runs flows. Flows that share a data center of a runtime run one after the other. Others run at the same time. So each flow meets
 * only its own faults, in every replay.
 *
 * @module
 */

import { type FlowResult, runFlow } from './flow.ts'
import type { FlowContext } from './flow-driver.ts'
import type { SoakRuntime } from './options.ts'
import type { Plan } from './plan.ts'
import { createSandboxControl } from './sandbox-control.ts'
import type { Fleet } from './workers.ts'

/** The number of flows between two resets of an emulator. They do not use an account twice. */
const RESET_AFTER_FLOWS = 5

/** A runtime's workers, and their emulator. */
export interface RuntimeTarget {
  readonly fleet: Fleet
  readonly sandboxUrl: string
}

/** Runs flows, `concurrency` lanes at a time. `onResult` receives the result of each flow. */
export async function runPlans(
  plans: readonly Plan[],
  options: {
    targets: ReadonlyMap<SoakRuntime, RuntimeTarget>
    concurrency: number
    secrets: FlowContext['secrets']
    openApplication: FlowContext['openApplication']
    inspect: FlowContext['inspect']
    onResult: (result: FlowResult) => void
    /** Called before each flow. */
    shouldContinue: () => boolean
  },
): Promise<void> {
  const { targets, concurrency, secrets, openApplication, inspect, onResult, shouldContinue } = options
  const queues = new Map<string, Plan[]>()
  for (const plan of plans) {
    const name = `${plan.runtime}-${plan.dataCenter}`
    queues.set(name, [...(queues.get(name) ?? []), plan])
  }
  // Start the longest queue first, so that the run ends earlier.
  const waiting = [...queues.values()].sort((a, b) => b.length - a.length)

  async function runQueue(queue: readonly Plan[]): Promise<void> {
    const [first] = queue
    const target = first && targets.get(first.runtime)
    if (first === undefined || target === undefined) return
    const sandbox = createSandboxControl(target.sandboxUrl, first.dataCenter)
    const usedAccounts = new Set<string>()
    for (const [index, plan] of queue.entries()) {
      if (!shouldContinue()) return
      if (
        index === 0 ||
        usedAccounts.size === RESET_AFTER_FLOWS ||
        usedAccounts.has(plan.account) ||
        plan.scenario === 'strangers-seal'
      ) {
        await sandbox.reset()
        usedAccounts.clear()
      }
      usedAccounts.add(plan.account)
      onResult(await runFlow(plan, { ...target, sandbox, secrets, openApplication, inspect }))
    }
  }

  async function runNextQueues(): Promise<void> {
    for (;;) {
      const lane = waiting.shift()
      if (lane === undefined) return
      await runQueue(lane)
    }
  }

  await Promise.all(Array.from({ length: concurrency }, runNextQueues))
}
