/**
 * A client for Python, by openapi-python-client.
 *
 * @module
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generatedPython } from '../generated-python.ts'
import type { ClientRunner } from '../runner.ts'

const CONFIG = fileURLToPath(new URL('openapi-python-client.yaml', import.meta.url))
const PACKAGE = 'cronofy_extended_permissions_client'

export const python: ClientRunner = generatedPython({
  name: 'python',
  home: new URL('.', import.meta.url),
  packageName: PACKAGE,
  generate: (openapi, folder) => [
    'openapi-python-client',
    'generate',
    ...['--path', openapi, '--output-path', join(folder, PACKAGE), '--meta', 'none'],
    // It warns of what it leaves out.
    ...['--config', CONFIG, '--fail-on-warning'],
  ],
})
