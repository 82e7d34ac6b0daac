/**
 * Looking at a page that somebody has come to.
 *
 * @module
 */
import { expect } from 'vitest'
import type { PageDriver } from './page-driver.ts'
import { findPageIssues } from './page-issues.ts'
import { applyVariant, type Variant } from './variants.ts'

/** The most that a first view may take. */
/** An application's own logo is one more. */
const MAX_REQUESTS = 2
const MAX_BYTES = 20_000

/** The inspector is no page for a person on their way: its script comes behind what is shown, and keeps it up to date. */
const INSPECTOR = '/sandbox'

/** Looks in each of these ways, and expects that nothing is wrong. */
export async function checkPage(driver: PageDriver, state: string, variants: readonly Variant[]): Promise<void> {
  const { page, session } = driver
  const { requests, bytes } = await driver.cost()
  const hasLogo = (await page.locator('.brand img').count()) > 0
  const extraRequests = hasLogo || new URL(page.url()).pathname === INSPECTOR ? 1 : 0
  expect.soft(requests, `${state}: requests`).toBeLessThanOrEqual(MAX_REQUESTS + extraRequests)
  expect.soft(bytes, `${state}: bytes`).toBeLessThanOrEqual(MAX_BYTES)
  expect.soft(bytes, `${state}: bytes`).toBeGreaterThan(1000)
  for (const variant of variants) {
    await applyVariant(page, session, variant)
    expect.soft(await findPageIssues(page), `${state}: ${variant.name}`).toEqual([])
  }
  expect(driver.issues, state).toEqual([])
}
