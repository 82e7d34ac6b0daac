/**
 * `npm run screenshots`: takes the README's pictures of the real pages, light and dark, into `docs/pictures/`.
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openStage } from '../e2e/test-env.ts'
import { createWalker } from '../e2e/visual-a11y/page-driver.ts'
import { PICTURES_NOW_MS, picturesSeed, takesPictures } from '../e2e/visual-a11y/screenshots.ts'
import { ROOT } from './run.ts'

const FOLDER = join(ROOT, 'docs/pictures')

await mkdir(FOLDER, { recursive: true })
// Where `npm start` has them too, and always the same time: a picture changes only where its page does.
const now = () => PICTURES_NOW_MS
const stage = await openStage({ seed: picturesSeed, now }, { now, ports: { worker: 8787, sandbox: 4010 } })
try {
  const walker = await createWalker(stage, { viewport: { width: 1000, height: 700 }, locale: 'en-GB' })
  for await (const name of takesPictures(walker)) {
    // Nothing is pointed at, and a page is shown from its top: whole, but for the inspector, whose beginning is enough.
    await walker.page.mouse.move(0, 0)
    await walker.page.evaluate(() => scrollTo(0, 0))
    const part = name === 'inspector' ? { clip: { x: 0, y: 0, width: 1000, height: 484 } } : { fullPage: true }
    for (const colorScheme of ['light', 'dark'] as const) {
      await walker.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const picture = await walker.page.screenshot({ ...part, animations: 'disabled', caret: 'hide' })
      await writeFile(join(FOLDER, `${name}-${colorScheme}.png`), picture)
      console.log(`docs/pictures/${name}-${colorScheme}.png  ${Math.ceil(picture.length / 1000)} kB`)
    }
  }
} finally {
  await stage.close()
}
