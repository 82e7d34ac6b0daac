/**
 * A Vite plugin that replaces the client's transport with one that validates every request against `openapi.yaml`. It applies
 * to every test file, so no test can forget the check.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { ROOT } from './run.ts'

const CLIENT_INTERNALS = join(ROOT, 'src/client/internals.ts')
const TRANSPORT = join(ROOT, 'src/client/retry.ts')
const VALIDATING_TRANSPORT = join(ROOT, 'test/helpers/validating-transport.ts')

/** Fails the test whose client sent a request that the description does not allow. */
export const setupFiles: string[] = [join(ROOT, 'test/helpers/assert-no-request-issues.ts')]

// If one of these files moved, the plugin would silently validate nothing.
for (const file of [CLIENT_INTERNALS, TRANSPORT, VALIDATING_TRANSPORT]) {
  if (!existsSync(file)) throw new Error(`Cannot find ${file}. Correct its path in ${import.meta.filename}.`)
}

/** Only the client's own import is replaced. A test of the transport imports the real one. */
export const validateRequestsPlugin = {
  name: 'validate-requests',
  enforce: 'pre' as const,
  resolveId: (source: string, importer?: string): string | undefined =>
    importer === CLIENT_INTERNALS && resolve(dirname(importer), source) === TRANSPORT
      ? VALIDATING_TRANSPORT
      : undefined,
}
