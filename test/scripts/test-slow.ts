/**
 * `npm run test:slow`: the tests that `npm test` omits because they are slow: a short soak, thousands of random requests, the
 * contents of the package, and the package with the lowest versions of its peers. Ends with a line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { reportVitest } from './report.ts'
import { SLOW_PROJECTS } from './slow-projects.ts'

await reportVitest(
  'slow',
  'slow tests',
  SLOW_PROJECTS.map((name) => `--project=${name}`),
)
