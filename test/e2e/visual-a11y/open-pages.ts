/**
 * What the test files of the pages have in common: a stage, and walkers that leave when their test is over.
 *
 * @module
 */
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type OwnWorker, openStage, type Stage } from '../test-env.ts'
import { lookAt } from './check-page.ts'
import type { Journey } from './journeys.ts'
import { createWalker, type Walker } from './page-driver.ts'
import { pagesSeed } from './seed.ts'
import { LOOKS, type Look } from './variants.ts'

/** Sets a stage up for the tests of a file, with the worker as it is or as an application makes it its own. */
export function usePages(own?: OwnWorker) {
  let stage: Stage | undefined
  const walkers: Walker[] = []
  beforeAll(async () => {
    stage = await openStage({ seed: pagesSeed }, own)
  })
  beforeEach(() => stage?.reset())
  afterEach(async () => {
    for (const walker of walkers.splice(0)) await walker.close()
  })
  afterAll(() => stage?.close())

  return {
    async newWalker(options: BrowserContextOptions = {}): Promise<Walker> {
      if (stage === undefined) throw new Error('Cannot walk: the stage is not open')
      const walker = await createWalker(stage, options)
      walkers.push(walker)
      return walker
    },
  }
}

/** Walks a way to its end and looks at every page on it. */
export async function walk(walker: Walker, journey: Journey, looks: readonly Look[]): Promise<string[]> {
  const passed: string[] = []
  for await (const state of journey) {
    await lookAt(walker, state, looks)
    passed.push(state)
  }
  return passed
}

/** Walks a way to its end and looks once at every page on it that is not in `seen` yet, in one way after the other. */
export async function discover(walker: Walker, journey: Journey, seen: Set<string>): Promise<string[]> {
  const passed: string[] = []
  for await (const state of journey) {
    passed.push(state)
    if (seen.has(state)) continue
    const turn = seen.size % LOOKS.length
    await lookAt(walker, state, LOOKS.slice(turn, turn + 1))
    seen.add(state)
  }
  return passed
}
