/**
 * schemathesis: it derives requests from the descriptions, valid and invalid ones, and holds every response against them.
 *
 * @module
 */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../../scripts/run.ts'
import type { ClientRunner } from '../runner/client-runner.ts'
import { createVenv, pythonRequirement, venvCommand } from '../runner/venv.ts'

const MINOR = 11
const HOME = new URL('.', import.meta.url)
const FILES = ['fuzz.py', 'hooks.py', 'schemathesis.toml']

const fuzz = (folder: string, subject: string, openapi: string) =>
  [venvCommand(join(folder, 'venv'), 'python'), '-B', join(folder, 'fuzz.py'), subject, join(ROOT, openapi)] as const

export const schemathesis: ClientRunner = {
  name: 'schemathesis',
  requirements: [pythonRequirement(MINOR)],

  async install(folder) {
    await createVenv(join(folder, 'venv'), MINOR, fileURLToPath(new URL('requirements.txt', HOME)))
    for (const file of FILES) await cp(fileURLToPath(new URL(file, HOME)), join(folder, file))
  },

  command: (folder) => fuzz(folder, 'emulator', 'openapi.yaml'),
  serviceCommand: (folder) => fuzz(folder, 'worker', 'edge/worker/openapi.yaml'),
  serviceRuntimes: ['node', 'cloudflare', 'deno'],
  // Proof that it got past the first check of each call, and that the stateful phase carried a sealed request on.
  requiredTraces: ['GET /v1/calendars 200', 'POST /oauth/token 200', 'POST /oauth/token/revoke 200'],
  requiredServiceTraces: [
    'POST /permissions/read 200',
    'POST /connections/refresh 200',
    'POST /permission-requests 200 redirect',
    'POST /permission-requests/complete 403 account_mismatch',
  ],
}
