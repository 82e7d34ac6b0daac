/**
 * Cronofy's SDK for Python, as it is but for its base URL.
 *
 * @module
 */
import { fileURLToPath } from 'node:url'
import type { ClientRunner } from '../runner.ts'
import { createVenv, inVenv, lacksPython } from '../venv.ts'

const MINOR = 9
const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url))
const WALK = fileURLToPath(new URL('walk.py', import.meta.url))

export const pycronofy: ClientRunner = {
  name: 'pycronofy',
  lacks: () => lacksPython(MINOR),
  install: (folder) => createVenv(folder, MINOR, REQUIREMENTS),
  command: (folder, sandboxUrl) => [inVenv(folder, 'python'), WALK, sandboxUrl],
}
