/**
 * `npm run screenshots`: takes the README's pictures of the real pages, light and dark, into `docs/pictures/`.
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openStage } from '../browser/stage.ts'
import { PICTURES_NOW_MS, picturesSeed, takesPictures } from '../pages/pictures.ts'
import { createWalker } from '../pages/walker.ts'
import { ROOT } from './run.ts'

const FOLDER = join(ROOT, 'docs/pictures')

await mkdir(FOLDER, { recursive: true })
const stage = await openStage({ seed: picturesSeed, now: () => PICTURES_NOW_MS })
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
