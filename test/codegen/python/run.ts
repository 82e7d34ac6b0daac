/**
 * Clients for Python, by openapi-python-client.
 *
 * @module
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ClientRunner } from '../runner/client-runner.ts'
import { generatedPython } from '../runner/generated-python.ts'

const CONFIG = fileURLToPath(new URL('openapi-python-client.yaml', import.meta.url))
export const python: ClientRunner = generatedPython({
  name: 'python',
  home: new URL('.', import.meta.url),
  programs: [
    {
      file: 'ask_for_access.py',
      openapi: 'openapi.yaml',
      packageName: 'cronofy_extended_permissions_client',
    },
    {
      file: 'service.py',
      openapi: 'edge/worker/openapi.yaml',
      packageName: 'extended_permissions_service_client',
    },
  ],
  generate: (openapi, packageName, folder) => [
    'openapi-python-client',
    'generate',
    ...['--path', openapi, '--output-path', join(folder, packageName), '--meta', 'none'],
    // It warns of what it leaves out.
    ...['--config', CONFIG, '--fail-on-warning'],
  ],
})
