import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundle } from '../bench/bundle.ts'
import { OUR_BUNDLES } from '../bench/size.ts'
import { ROOT } from '../scripts/run.ts'

/** How much larger a bundle may be than in the last committed report. */
const TOLERANCE = 1.1

const report = await readFile(join(ROOT, 'test/bench/RESULTS.md'), 'utf8')

test.each(OUR_BUNDLES)('$name is about as large as in the last committed report', async ({ name, script }) => {
  const row = report.split('\n').find((line) => line.startsWith(`| ${name} |`))
  const reportedKb = Number(row?.split('|')[2])
  const { gzippedKb } = await bundle(script)
  expect(gzippedKb, 'Run `npm run bench -- size` and commit the report.').toBeLessThanOrEqual(reportedKb * TOLERANCE)
})
