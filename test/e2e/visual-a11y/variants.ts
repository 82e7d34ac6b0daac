/**
 * The ways in which every page is looked at: light and dark, on a screen, on a phone, and enlarged to 200 %.
 *
 * @module
 */
import type { CDPSession, Page } from 'playwright-core'

/** How wide a window is, in CSS pixels, and how many of the screen's make one of them. */
interface Window {
  readonly width: number
  readonly height: number
  readonly deviceScaleFactor: number
}

/** One way to look at a page. */
export interface Look extends Window {
  /** `320 px, dark`. */
  readonly name: string
  readonly colorScheme: 'light' | 'dark'
}

const WINDOWS: Readonly<Record<string, Window>> = {
  '1280 px': { width: 1280, height: 800, deviceScaleFactor: 1 },
  '320 px': { width: 320, height: 640, deviceScaleFactor: 1 },
  // What the first one is to somebody who enlarges it.
  '200 %': { width: 640, height: 400, deviceScaleFactor: 2 },
}

/** All of them. */
export const LOOKS: readonly Look[] = Object.entries(WINDOWS).flatMap(([name, window]) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ name: `${name}, ${colorScheme}`, colorScheme, ...window })),
)

/** Shows a page, which stays where it is, in another way. */
export async function take(page: Page, session: CDPSession, look: Look): Promise<void> {
  const { colorScheme, width, height, deviceScaleFactor } = look
  await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false })
  await page.emulateMedia({ colorScheme })
}
