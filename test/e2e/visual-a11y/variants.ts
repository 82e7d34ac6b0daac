/**
 * The ways in which every page is looked at: light and dark, on a screen, on a phone, and enlarged to 200 %.
 *
 * @module
 */
import type { CDPSession, Page } from 'playwright-core'

/** How wide a window is, in CSS pixels, and how many of the screen's make one of them. */
interface WindowSize {
  readonly width: number
  readonly height: number
  readonly deviceScaleFactor: number
}

/** One way to look at a page. */
export interface Variant extends WindowSize {
  /** `320 px, dark`. */
  readonly name: string
  readonly colorScheme: 'light' | 'dark'
}

const WINDOW_SIZES: Readonly<Record<string, WindowSize>> = {
  '1280 px': { width: 1280, height: 800, deviceScaleFactor: 1 },
  '320 px': { width: 320, height: 640, deviceScaleFactor: 1 },
  // What the first one is to somebody who enlarges it.
  '200 %': { width: 640, height: 400, deviceScaleFactor: 2 },
}

/** All of them. */
export const VARIANTS: readonly Variant[] = Object.entries(WINDOW_SIZES).flatMap(([name, window]) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ name: `${name}, ${colorScheme}`, colorScheme, ...window })),
)

/** Shows a page, which stays where it is, in another way. */
export async function applyVariant(page: Page, session: CDPSession, variant: Variant): Promise<void> {
  const { colorScheme, width, height, deviceScaleFactor } = variant
  await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false })
  await page.emulateMedia({ colorScheme })
}
