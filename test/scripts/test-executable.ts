/**
 * `npm run test:executable`: builds the emulator's executable and uses it. Ends with a line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { reportVitest } from './report.ts'

await reportVitest('executable', 'the emulator as one file', ['--config', 'test/executable/vitest.config.ts'])
