/**
 * Cronofy's SDK for Python, as it is but for its base URL.
 *
 * @module
 */
import { fileURLToPath } from 'node:url'
import type { ClientRunner } from '../runner/client-runner.ts'
import { createVenv, pythonRequirement, venvCommand } from '../runner/venv.ts'

const MINOR = 9
const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url))
const SCRIPT = fileURLToPath(new URL('flow.py', import.meta.url))

export const pycronofy: ClientRunner = {
  name: 'pycronofy',
  requirements: [pythonRequirement(MINOR)],
  install: (folder) => createVenv(folder, MINOR, REQUIREMENTS),
  command: (folder, sandboxUrl) => [venvCommand(folder, 'python'), SCRIPT, sandboxUrl],
  requiredTraces: [
    'POST /oauth/token 200',
    'GET /v1/userinfo 200',
    'GET /v1/calendars 200',
    'POST /v1/permissions 200 url',
    'GET /v1/calendars 200 granted',
    'POST /v1/permissions 200 accepted',
    'POST /oauth/token/revoke 200',
    'POST /oauth/token 400',
    ...[401, 402, 403, 422, 423].map((status) => `POST /v1/permissions ${status}`),
    ...[401, 429, 503].map((status) => `GET /v1/calendars ${status}`),
  ],
}
