/**
 * What the test files of the pages have in common: a stage, and walkers that leave when their test is over.
 *
 * @module
 */
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type CustomWorker, createTestEnv, type TestEnv } from '../test-env.ts'
import { checkPage } from './check-page.ts'
import type { Journey } from './journeys.ts'
import { createPageDriver, type PageDriver } from './page-driver.ts'
import { pagesSeed } from './seed.ts'
import { VARIANTS, type Variant } from './variants.ts'

/** Sets a stage up for the tests of a file, with the worker as it is or as an application makes it its own. */
export function openPages(customWorker?: CustomWorker) {
  let testEnv: TestEnv | undefined
  const walkers: PageDriver[] = []
  beforeAll(async () => {
    testEnv = await createTestEnv({ seed: pagesSeed }, customWorker)
  })
  beforeEach(() => testEnv?.reset())
  afterEach(async () => {
    for (const driver of walkers.splice(0)) await driver.close()
  })
  afterAll(() => testEnv?.close())

  return {
    async newDriver(options: BrowserContextOptions = {}): Promise<PageDriver> {
      if (testEnv === undefined) throw new Error('Cannot walk: the stage is not open')
      const driver = await createPageDriver(testEnv, options)
      walkers.push(driver)
      return driver
    },
  }
}

/** Walks a way to its end and looks at every page on it. */
export async function checkJourney(
  driver: PageDriver,
  journey: Journey,
  variants: readonly Variant[],
): Promise<string[]> {
  const visited: string[] = []
  for await (const state of journey) {
    await checkPage(driver, state, variants)
    visited.push(state)
  }
  return visited
}

/** Walks a way to its end and looks once at every page on it that is not in `seen` yet, in one way after the other. */
export async function checkNewStates(driver: PageDriver, journey: Journey, seen: Set<string>): Promise<string[]> {
  const visited: string[] = []
  for await (const state of journey) {
    visited.push(state)
    if (seen.has(state)) continue
    const variantIndex = seen.size % VARIANTS.length
    await checkPage(driver, state, VARIANTS.slice(variantIndex, variantIndex + 1))
    seen.add(state)
  }
  return visited
}
