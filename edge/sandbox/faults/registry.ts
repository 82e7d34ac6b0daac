import { FAULT_DEFINITIONS } from './definitions.ts'
import type { FaultList } from './parse.ts'
import { createSeededRandom } from './seeded-random.ts'
import type { FaultEntry, FaultEntryOf, FaultName, FaultRoute } from './types.ts'

export interface ProviderCall {
  readonly route: FaultRoute
  readonly dataCenter: string
}

export interface FaultRegistry {
  /**
   * Returns the fault that changes the response to a call, and counts a hit. Call it once per call. It is the first
   * matching entry whose `count` is not used up. A `share` is drawn for each call that reaches the entry.
   */
  takeResponseFault(call: ProviderCall): FaultEntry | undefined
  /** The same for a fault that changes what a call does. Call it just before doing so. */
  takeEffectFault<Name extends FaultName>(call: ProviderCall, fault: Name): FaultEntryOf<Name> | undefined
  /** Appends an entry. The counts of the others continue. */
  add(entry: FaultEntry): void
  /** Replaces the list. Counts and draws start again. */
  replace(list: FaultList): void
  report(): { readonly seed: number; readonly faults: readonly (FaultEntry & { readonly hits: number })[] }
}

interface ArmedFault {
  readonly entry: FaultEntry
  readonly random: () => number
  hits: number
}

/** Creates a registry. The seed of `initial` (0 by default) applies to every later list without a seed. */
export function createFaultRegistry(initial: FaultList): FaultRegistry {
  let seed = 0
  let armedFaults: readonly ArmedFault[] = []

  function replace(list: FaultList): void {
    seed = list.seed ?? initial.seed ?? 0
    armedFaults = list.faults.map(arm)
  }

  /** Each entry draws separately, so that entries do not affect each other. */
  function arm(entry: FaultEntry, index: number): ArmedFault {
    return { entry, random: createSeededRandom(seed ^ Math.imul(index, 0x9e3779b9)), hits: 0 }
  }

  function takeFault(
    { route, dataCenter }: ProviderCall,
    matches: (fault: FaultName) => boolean,
  ): FaultEntry | undefined {
    for (const armed of armedFaults) {
      const { fault, count, share, data_center: onlyDataCenter } = armed.entry
      if (
        armed.entry.route !== route ||
        !matches(fault) ||
        (onlyDataCenter !== undefined && onlyDataCenter !== dataCenter)
      )
        continue
      if (count !== undefined && armed.hits >= count) continue
      if (share !== undefined && armed.random() >= share) continue
      armed.hits += 1
      return armed.entry
    }
    return undefined
  }

  replace(initial)
  return {
    takeResponseFault: (call) => takeFault(call, (fault) => FAULT_DEFINITIONS[fault].respond !== undefined),
    takeEffectFault: <Name extends FaultName>(call: ProviderCall, name: Name) =>
      takeFault(call, (fault) => fault === name) as FaultEntryOf<Name> | undefined,
    add(entry) {
      armedFaults = [...armedFaults, arm(entry, armedFaults.length)]
    },
    replace,
    report: () => ({ seed, faults: armedFaults.map(({ entry, hits }) => ({ ...entry, hits })) }),
  }
}
