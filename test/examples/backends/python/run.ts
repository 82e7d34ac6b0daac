/**
 * Python: Flask.
 *
 * @module
 */
import { fileURLToPath } from 'node:url'
import { createVenv, pythonRequirement, venvCommand } from '../../../codegen/runner/venv.ts'
import type { BackendRunner } from '../runner.ts'

const MINOR = 10
const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url))
const BACKEND = fileURLToPath(new URL('backend.py', import.meta.url))

export const python: BackendRunner = {
  name: 'python',
  requirements: [pythonRequirement(MINOR)],
  install: (folder) => createVenv(folder, MINOR, REQUIREMENTS),
  // Nothing is written beside the sources.
  command: (folder) => [venvCommand(folder, 'python'), '-B', BACKEND],
}
