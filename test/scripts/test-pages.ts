/**
 * `npm run test:pages`: runs `test/e2e/visual-a11y/`, which opens every page in every state in a real browser. Ends with a
 * line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { reportVitest } from './report.ts'

await reportVitest('pages', 'every page in a browser', ['--config', 'test/e2e/visual-a11y/vitest.config.ts'])
