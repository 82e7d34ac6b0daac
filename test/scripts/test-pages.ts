/**
 * `npm run test:pages`: a real browser on every page, in every state and in every way that `test/e2e/visual-a11y/` has. Ends with a
 * line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { reportVitest } from './report.ts'

await reportVitest('pages', 'every page in a browser', ['--config', 'test/e2e/visual-a11y/vitest.config.ts'])
