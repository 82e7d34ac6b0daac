/**
 * Looking at a page that somebody has come to.
 *
 * @module
 */
import { expect } from 'vitest'
import type { Walker } from './page-driver.ts'
import { findPageFaults } from './page-issues.ts'
import { type Look, take } from './variants.ts'

/** The most that a first view may take. */
/** An application's own logo is one more. */
const MAX_REQUESTS = 2
const MAX_BYTES = 20_000

/** The inspector is no page for a person on their way: its script comes behind what is shown, and keeps it up to date. */
const INSPECTOR = '/sandbox'

/** Looks in each of these ways, and expects that nothing is wrong. */
export async function lookAt(walker: Walker, state: string, looks: readonly Look[]): Promise<void> {
  const { page, session } = walker
  const { requests, bytes } = await walker.cost()
  const hasLogo = (await page.locator('.brand img').count()) > 0
  const more = hasLogo || new URL(page.url()).pathname === INSPECTOR ? 1 : 0
  expect.soft(requests, `${state}: requests`).toBeLessThanOrEqual(MAX_REQUESTS + more)
  expect.soft(bytes, `${state}: bytes`).toBeLessThanOrEqual(MAX_BYTES)
  expect.soft(bytes, `${state}: bytes`).toBeGreaterThan(1000)
  for (const look of looks) {
    await take(page, session, look)
    expect.soft(await findPageFaults(page), `${state}: ${look.name}`).toEqual([])
  }
  expect(walker.faults, state).toEqual([])
}
