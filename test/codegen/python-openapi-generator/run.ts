/**
 * A client for Python, by OpenAPI Generator, which comes with a Java runtime of its own.
 *
 * @module
 */

import type { ClientRunner } from '../runner/client-runner.ts'
import { generatedPython } from '../runner/generated-python.ts'

export const pythonOpenapiGenerator: ClientRunner = generatedPython({
  name: 'python-openapi-generator',
  home: new URL('.', import.meta.url),
  programs: [{ file: 'ask_for_access.py', openapi: 'openapi.yaml', packageName: 'cronofy_extended_permissions' }],
  generate: (openapi, packageName, folder) => [
    'openapi-generator-cli',
    'generate',
    ...['--input-spec', openapi, '--output', folder],
    ...['--generator-name', 'python', '--package-name', packageName],
  ],
})
