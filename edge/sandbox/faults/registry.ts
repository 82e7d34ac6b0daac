/**
 * The faults that a sandbox was told to make, and which of them strikes a call.
 *
 * @module
 */

import { FAULTS } from './definitions.ts'
import type { FaultList } from './parse.ts'
import { createRandom } from './seeded-random.ts'
import type { FaultEntry, FaultEntryOf, FaultName, FaultRoute } from './types.ts'

/** A call that may be struck. */
export interface Aim {
  readonly route: FaultRoute
  readonly dataCenter: string
}

/** The faults of a sandbox. */
export interface Faults {
  /**
   * The fault that strikes the answer to a call, asked once for each call: the first entry of the list that aims at it and
   * has not struck often enough. A share is a draw for each call that gets as far as the entry.
   */
  strikeAnswer(aim: Aim): FaultEntry | undefined
  /** The same for a fault that changes what a call does, asked where it is about to be done. */
  strikeEffect<Name extends FaultName>(aim: Aim, fault: Name): FaultEntryOf<Name> | undefined
  /** Comes behind what is there, whose counts go on. */
  add(entry: FaultEntry): void
  /** Takes the place of what was there. Strikes are counted, and drawn, from the beginning. */
  replace(list: FaultList): void
  /** The list as it was given, and how often each entry has struck. */
  report(): { readonly seed: number; readonly faults: readonly (FaultEntry & { readonly struck: number })[] }
}

interface Aimed {
  readonly entry: FaultEntry
  readonly random: () => number
  struck: number
}

/** Starts with a list. Its seed is the one of every later list that has none, 0 where it has none itself. */
export function createFaults(first: FaultList): Faults {
  let seed = 0
  let aimed: readonly Aimed[] = []

  function replace(list: FaultList): void {
    seed = list.seed ?? first.seed ?? 0
    aimed = list.faults.map(toAimed)
  }

  /** A chance of its own for each entry: one that is not asked does not change the draws of another. */
  function toAimed(entry: FaultEntry, index: number): Aimed {
    return { entry, random: createRandom(seed ^ Math.imul(index, 0x9e3779b9)), struck: 0 }
  }

  function strike({ route, dataCenter }: Aim, isOfKind: (fault: FaultName) => boolean): FaultEntry | undefined {
    for (const one of aimed) {
      const { fault, count, share, data_center: only } = one.entry
      if (one.entry.route !== route || !isOfKind(fault) || (only !== undefined && only !== dataCenter)) continue
      if (count !== undefined && one.struck >= count) continue
      if (share !== undefined && one.random() >= share) continue
      one.struck += 1
      return one.entry
    }
    return undefined
  }

  replace(first)
  return {
    strikeAnswer: (aim) => strike(aim, (fault) => FAULTS[fault].answer !== undefined),
    strikeEffect: <Name extends FaultName>(aim: Aim, name: Name) =>
      strike(aim, (fault) => fault === name) as FaultEntryOf<Name> | undefined,
    add(entry) {
      aimed = [...aimed, toAimed(entry, aimed.length)]
    },
    replace,
    report: () => ({ seed, faults: aimed.map(({ entry, struck }) => ({ ...entry, struck })) }),
  }
}
