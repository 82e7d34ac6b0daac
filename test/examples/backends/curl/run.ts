/**
 * The worker's API with nothing but curl: a script that is walked through once, and no backend.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createSandbox } from '../../../../edge/sandbox/index.ts'
import { listen } from '../../../../edge/sandbox/node.ts'
import { succeeds } from '../../../codegen/runner/client-runner.ts'
import { execute } from '../../../helpers/child-process.ts'
import type { Program } from '../../../scripts/run-programs.ts'
import { startService } from '../../../scripts/service-process.ts'
import type { Runtime } from '../../../scripts/worker-process.ts'

/** Where the guide walks through Cronofy's side of the flow. */
const GUIDE = new URL('../../../../docs/tutorials/first-flow.md', import.meta.url)
const SCRIPT = fileURLToPath(new URL('flow.sh', import.meta.url))

/** What the script prints of each operation, in their order. Choosing calendars prints nothing. */
const EXPECTED_OUTPUT =
  /Begun: connection [\w-]{36}\nConnected: cy@home\.example\n.*"status":"read".*"status":"granted".*Refreshed: until \d{4}-.*"status":"revoked"/s

/** An example that walks by itself. */
export interface Script extends Program {
  /** Walks against the worker in one runtime, and counts. `folder` is the one of `install`. */
  run(runtime: Runtime, folder: string): Promise<{ passed: number; failed: number }>
}

/** What the guide's own walk prints last. */
const GRANTED = /"permission_level":"sandbox".*"redirect_to".*"permission_level":"unrestricted"/s

export const curl: Script = {
  name: 'curl',
  requirements: [
    {
      name: 'sh with curl',
      installation: 'sudo apt-get install curl',
      isMet: () => succeeds('sh', '-c', 'curl --version'),
    },
  ],
  install: async () => undefined,
  run,
}

async function run(runtime: Runtime): Promise<{ passed: number; failed: number }> {
  const sandbox = await listen(createSandbox(), { port: 0 })
  try {
    const service = await startService(runtime, sandbox.url)
    try {
      const environment = {
        ...{ SERVICE_URL: service.url, API_KEY: service.apiKey, SUBJECT: 'user-42', ACCOUNT: 'apple' },
        RETURN_TO: 'http://localhost:3000/settings',
      }
      const guide = ['-c', await readGuide(sandbox.url)]
      return await countPassed([
        check(
          `${runtime}: the script connects a user, is granted access, and disconnects`,
          EXPECTED_OUTPUT,
          [SCRIPT],
          environment,
        ),
        check('the guide asks, accepts, and reads what was granted', GRANTED, guide),
      ])
    } finally {
      await service.close()
    }
  } finally {
    await sandbox.close()
  }
}

/** The guide's first commands, for a sandbox at another address. */
async function readGuide(sandboxUrl: string): Promise<string> {
  const [, commands = 'exit 1'] = /^```sh\n(token=[\s\S]*?)```$/m.exec(await readFile(GUIDE, 'utf8')) ?? []
  return `set -eu\n${commands.replaceAll('localhost:4010', sandboxUrl)}`
}

async function check(
  what: string,
  expected: RegExp,
  args: string[],
  environment: Record<string, string> = {},
): Promise<boolean> {
  const { code, output } = await execute('sh', args, environment)
  const passed = code === 0 && expected.test(output)
  console.log(`${passed ? 'ok' : 'not ok'} - ${what}`)
  if (!passed) console.log(output)
  return passed
}

async function countPassed(checks: readonly Promise<boolean>[]): Promise<{ passed: number; failed: number }> {
  const results = await Promise.all(checks)
  const passed = results.filter(Boolean).length
  return { passed, failed: results.length - passed }
}
