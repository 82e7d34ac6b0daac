/**
 * Running flows: one after the other where they share a data center of a runtime, at the same time where they do not. So each
 * flow has its faults to itself, in every replay.
 *
 * @module
 */

import { type FlowResult, runFlow } from './flow.ts'
import type { FlowContext } from './flow-driver.ts'
import type { SoakRuntime } from './options.ts'
import type { Plan } from './plan.ts'
import { createSandboxControl } from './sandbox-control.ts'
import type { Fleet } from './workers.ts'

/** How many flows there are between two resets of a sandbox. No account is used twice among them. */
const RESET_AFTER_FLOWS = 5

/** A runtime's workers, and their sandbox. */
export interface RuntimeTarget {
  readonly fleet: Fleet
  readonly sandboxUrl: string
}

/** Runs flows, `concurrency` lanes at a time; `onResult` is told of each as it ends. */
export async function runPlans(
  plans: readonly Plan[],
  options: {
    targets: ReadonlyMap<SoakRuntime, RuntimeTarget>
    concurrency: number
    secrets: FlowContext['secrets']
    openApplication: FlowContext['openApplication']
    inspect: FlowContext['inspect']
    onResult: (result: FlowResult) => void
    /** Asked before each flow. */
    shouldContinue: () => boolean
  },
): Promise<void> {
  const { targets, concurrency, secrets, openApplication, inspect, onResult, shouldContinue } = options
  const queues = new Map<string, Plan[]>()
  for (const plan of plans) {
    const name = `${plan.runtime}-${plan.dataCenter}`
    queues.set(name, [...(queues.get(name) ?? []), plan])
  }
  // The longest first: what ends last ends sooner.
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
