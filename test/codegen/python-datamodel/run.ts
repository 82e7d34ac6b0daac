/**
 * The models that datamodel-code-generator writes for Python.
 *
 * @module
 */
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ClientRunner } from '../runner/client-runner.ts'
import { generatedPython } from '../runner/generated-python.ts'
import { CRONOFY_TRACES, PERMISSION_TRACES } from '../runner/required-traces.ts'

const HOME = new URL('.', import.meta.url)

const runner = generatedPython({
  name: 'python-datamodel',
  home: HOME,
  programs: [
    { file: 'ask_for_access.py', openapi: 'openapi.yaml', packageName: 'cronofy_models' },
    { file: 'service.py', openapi: 'edge/worker/openapi.yaml', packageName: 'worker_models' },
  ],
  generate: (openapi, packageName, folder) => [
    'datamodel-codegen',
    ...['--input', openapi, '--input-file-type', 'openapi', '--output', join(folder, packageName, '__init__.py')],
    ...[
      '--output-model-type',
      'pydantic_v2.BaseModel',
      '--target-python-version',
      '3.11',
      '--formatters',
      'builtin',
      '--use-annotated',
    ],
  ],
})

export const pythonDatamodel: ClientRunner = {
  ...runner,
  async install(folder) {
    await copyFile(fileURLToPath(new URL('numbered_names.py', HOME)), join(folder, 'numbered_names.py'))
    await runner.install(folder)
  },
  requiredTraces: [...CRONOFY_TRACES, 'GET /v1/userinfo 200'],
  requiredServiceTraces: PERMISSION_TRACES,
}
