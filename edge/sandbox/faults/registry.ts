/**
 * The faults that a sandbox was told to make, and which of them strikes a call.
 *
 * @module
 */

import { FAULT_DEFINITIONS } from './definitions.ts'
import type { FaultList } from './parse.ts'
import { createSeededRandom } from './seeded-random.ts'
import type { FaultEntry, FaultEntryOf, FaultName, FaultRoute } from './types.ts'

/** A call that may be struck. */
export interface ProviderCall {
  readonly route: FaultRoute
  readonly dataCenter: string
}

/** The faults of a sandbox. */
export interface FaultRegistry {
  /**
   * The fault that strikes the answer to a call, asked once for each call: the first entry of the list that aims at it and
   * has not struck often enough. A share is a draw for each call that gets as far as the entry.
   */
  takeResponseFault(call: ProviderCall): FaultEntry | undefined
  /** The same for a fault that changes what a call does, asked where it is about to be done. */
  takeEffectFault<Name extends FaultName>(call: ProviderCall, fault: Name): FaultEntryOf<Name> | undefined
  /** Comes behind what is there, whose counts go on. */
  add(entry: FaultEntry): void
  /** Takes the place of what was there. Strikes are counted, and drawn, from the beginning. */
  replace(list: FaultList): void
  /** The list as it was given, and how often each entry has struck. */
  report(): { readonly seed: number; readonly faults: readonly (FaultEntry & { readonly hits: number })[] }
}

interface ArmedFault {
  readonly entry: FaultEntry
  readonly random: () => number
  hits: number
}

/** Starts with a list. Its seed is the one of every later list that has none, 0 where it has none itself. */
export function createFaultRegistry(initial: FaultList): FaultRegistry {
  let seed = 0
  let armedFaults: readonly ArmedFault[] = []

  function replace(list: FaultList): void {
    seed = list.seed ?? initial.seed ?? 0
    armedFaults = list.faults.map(arm)
  }

  /** A chance of its own for each entry: one that is not asked does not change the draws of another. */
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
