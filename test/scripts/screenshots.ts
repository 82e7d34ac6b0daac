/**
 * `npm run screenshots`: takes the README's pictures of the real pages, light and dark, into `docs/pictures/`.
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
const VIEWPORT = { width: 1000, height: 700 }

refuseArguments('npm run screenshots: takes the pictures in docs/pictures/')
await mkdir(FOLDER, { recursive: true })
// Where `npm start` has them too, and always the same time: a picture changes only where its page does.
const now = () => SCREENSHOTS_NOW_MS
const testEnv = await createTestEnv({ seed: screenshotsSeed, now }, { now, ports: { worker: 8787, sandbox: 4010 } })
try {
  const driver = await createPageDriver(testEnv, { viewport: VIEWPORT, locale: 'en-US' })
  for await (const name of screenshotJourney(driver)) {
    // Nothing is pointed at, and a page is shown from its top: whole, but for the inspector, whose beginning is enough.
    await driver.page.mouse.move(0, 0)
    await driver.page.evaluate(() => scrollTo(0, 0))
    // A bar that sticks to the end of the window would lie on the page.
    const height = await driver.page.evaluate(() => document.documentElement.scrollHeight)
    await driver.page.setViewportSize({ ...VIEWPORT, height: Math.max(height, VIEWPORT.height) })
    const screenshotOptions =
      name === 'inspector' ? { clip: { x: 0, y: 0, width: 1000, height: 484 } } : { fullPage: true }
    for (const colorScheme of ['light', 'dark'] as const) {
      await driver.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const screenshot = await driver.page.screenshot({ ...screenshotOptions, animations: 'disabled', caret: 'hide' })
      await writeFile(join(FOLDER, `${name}-${colorScheme}.png`), screenshot)
      console.log(`docs/pictures/${name}-${colorScheme}.png  ${Math.ceil(screenshot.length / 1000)} kB`)
    }
    await driver.page.setViewportSize(VIEWPORT)
  }
} finally {
  await testEnv.close()
}
