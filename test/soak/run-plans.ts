/**
 * Running flows: one after the other where they share a data center of a runtime, at the same time where they do not. So each
 * flow has its faults to itself, in every replay.
 *
 * @module
 */

import { type FlowResult, runFlow } from './flow.ts'
import type { Place } from './flow-driver.ts'
import type { SoakRuntime } from './options.ts'
import type { Plan } from './plan.ts'
import { openBooks } from './sandbox-control.ts'
import type { Fleet } from './workers.ts'

/** How many flows there are between two resets of a sandbox. No account is used twice among them. */
const BATCH = 5

/** A runtime's workers, and their sandbox. */
export interface Side {
  readonly fleet: Fleet
  readonly sandboxUrl: string
}

/** Runs flows, `concurrency` lanes at a time; `done` is told of each as it ends. */
export async function runLanes(
  plans: readonly Plan[],
  options: {
    sides: ReadonlyMap<SoakRuntime, Side>
    concurrency: number
    secrets: Place['secrets']
    openApplication: Place['openApplication']
    inspect: Place['inspect']
    done: (result: FlowResult) => void
    /** Asked before each flow. */
    goesOn: () => boolean
  },
): Promise<void> {
  const { sides, concurrency, secrets, openApplication, inspect, done, goesOn } = options
  const lanes = new Map<string, Plan[]>()
  for (const plan of plans) {
    const name = `${plan.runtime}-${plan.dataCenter}`
    lanes.set(name, [...(lanes.get(name) ?? []), plan])
  }
  // The longest first: what ends last ends sooner.
  const waiting = [...lanes.values()].sort((one, other) => other.length - one.length)

  async function runLane(lane: readonly Plan[]): Promise<void> {
    const [first] = lane
    const side = first && sides.get(first.runtime)
    if (first === undefined || side === undefined) return
    const books = openBooks(side.sandboxUrl, first.dataCenter)
    const used = new Set<string>()
    for (const [index, plan] of lane.entries()) {
      if (!goesOn()) return
      if (index === 0 || used.size === BATCH || used.has(plan.account) || plan.way === 'strangers-seal') {
        await books.reset()
        used.clear()
      }
      used.add(plan.account)
      done(await runFlow(plan, { ...side, books, secrets, openApplication, inspect }))
    }
  }

  async function work(): Promise<void> {
    for (;;) {
      const lane = waiting.shift()
      if (lane === undefined) return
      await runLane(lane)
    }
  }

  await Promise.all(Array.from({ length: concurrency }, work))
}
