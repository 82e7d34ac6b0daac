/**
 * A client for Python, by OpenAPI Generator, which comes with a Java runtime of its own.
 *
 * @module
 */
import { generatedPython } from '../generated-python.ts'
import type { ClientRunner } from '../runner.ts'

const PACKAGE = 'cronofy_extended_permissions'

export const pythonOpenapiGenerator: ClientRunner = generatedPython({
  name: 'python-openapi-generator',
  home: new URL('.', import.meta.url),
  packageName: PACKAGE,
  generate: (openapi, folder) => [
    'openapi-generator-cli',
    'generate',
    ...['--input-spec', openapi, '--output', folder],
    ...['--generator-name', 'python', '--package-name', PACKAGE],
  ],
})
