import { expect, test } from 'vitest'
import { bundle } from '../bench/bundle.ts'
import { OUR_BUNDLES } from '../bench/size.ts'
import { reportedFigure } from '../helpers/bench-report.ts'

/** How much larger a bundle may be than in the last committed report. */
const TOLERANCE = 1.1

test.each(OUR_BUNDLES)('$name is about as large as in the last committed report', async ({ name, script }) => {
  const reportedKb = reportedFigure('size', name)
  const { gzippedKb } = await bundle(script)
  expect(gzippedKb, 'Run `npm run bench -- size` and commit the report.').toBeLessThanOrEqual(reportedKb * TOLERANCE)
})
