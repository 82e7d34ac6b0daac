/**
 * `npm run screenshots`: takes the pictures of real pages that the documents show, into `docs/pictures/`.
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestEnv } from '../e2e/test-env.ts'
import { createPageDriver } from '../e2e/visual-a11y/page-driver.ts'
import { SCREENSHOTS_NOW_MS, screenshotJourney, screenshotsSeed } from '../e2e/visual-a11y/screenshots.ts'
import { refuseArguments } from './command-line.ts'
import { ROOT } from './run.ts'

const FOLDER = join(ROOT, 'docs/pictures')
/** The pages that are shown. */
const SHOWN: readonly string[] = ['access-page', 'choose']
const VIEWPORT = { width: 1000, height: 700 }

refuseArguments('npm run screenshots: takes the pictures in docs/pictures/')
await mkdir(FOLDER, { recursive: true })
// The same ports as `npm start`, and a fixed time, so that a picture changes only if its page changes.
const now = () => SCREENSHOTS_NOW_MS
const testEnv = await createTestEnv({ seed: screenshotsSeed, now }, { now, ports: { worker: 8787, sandbox: 4010 } })
try {
  const driver = await createPageDriver(testEnv, { viewport: VIEWPORT, locale: 'en-US' })
  for await (const name of screenshotJourney(driver)) {
    if (!SHOWN.includes(name)) continue
    // The pointer is in the corner, and the page is at its top.
    await driver.page.mouse.move(0, 0)
    await driver.page.evaluate(() => scrollTo(0, 0))
    // A bar that sticks to the bottom of the window would cover a part of the page.
    const height = await driver.page.evaluate(() => document.documentElement.scrollHeight)
    await driver.page.setViewportSize({ ...VIEWPORT, height: Math.max(height, VIEWPORT.height) })
    await driver.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    const screenshot = await driver.page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' })
    await writeFile(join(FOLDER, `${name}-light.png`), screenshot)
    console.log(`docs/pictures/${name}-light.png  ${Math.ceil(screenshot.length / 1000)} kB`)
    await driver.page.setViewportSize(VIEWPORT)
  }
} finally {
  await testEnv.close()
}
