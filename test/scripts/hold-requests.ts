/**
 * For Vitest: puts test/helpers/held-transport.ts in the place of the client's transport, in every test file alike, so that
 * no test can forget to hold what the client sends against openapi.yaml.
 *
 * @module
 */
import { join } from 'node:path'
import { ROOT } from './run.ts'

/** What fails a test whose client sent something else. */
export const setupFiles: string[] = [join(ROOT, 'test/helpers/expect-no-faults.ts')]

/** The plugin for Vite. Only the client's own import is redirected: a test of the transport gets the transport. */
export const holdRequests = {
  name: 'hold-requests',
  enforce: 'pre' as const,
  resolveId: (source: string, importer?: string): string | undefined =>
    source === './transport.ts' && importer?.endsWith('/src/client.ts')
      ? join(ROOT, 'test/helpers/held-transport.ts')
      : undefined,
}
