/**
 * Runs the programs of a client, each against a sandbox of its own, and looks into what they left behind there.
 *
 * @module
 */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { createSandbox, type JournalEntry, type Sandbox } from '../../../edge/sandbox/index.ts'
import { listen } from '../../../edge/sandbox/node.ts'
import { followLink } from '../../helpers/follow-link.ts'
import { createTestBrowser } from '../../helpers/test-browser.ts'
import { startService } from '../../scripts/service-process.ts'
import type { Runtime } from '../../scripts/worker-process.ts'
import { type ClientRunner, createProgramEnvironment, runChecks } from './client-runner.ts'
import { CRONOFY_TRACES, findMissingTraces, readJournal, readLog, SERVICE_TRACES } from './required-traces.ts'

type Counts = Awaited<ReturnType<typeof runChecks>>

/** Runs all programs of a client that was installed into `folder`, and counts their checks. */
export async function runClientPrograms(client: ClientRunner, folder: string): Promise<Counts> {
  let counts = await withSandbox((url) => runCronofyProgram(client, folder, url))
  if (client.serviceCommand === undefined) return counts
  for (const runtime of client.serviceRuntimes ?? ['node']) {
    const command = client.serviceCommand(folder)
    const program = { command, runtime, traces: client.requiredServiceTraces ?? SERVICE_TRACES }
    counts = addCounts(counts, await withSandbox((url) => runServiceProgram(program, url)))
  }
  return counts
}

async function withSandbox<Result>(run: (url: string) => Promise<Result>): Promise<Result> {
  const sandbox = await listen(createTerseSandbox(), { port: 0 })
  try {
    return await run(sandbox.url)
  } finally {
    await sandbox.close()
  }
}

async function runCronofyProgram(client: ClientRunner, folder: string, sandboxUrl: string): Promise<Counts> {
  const counts = await runChecks(client.command(folder, sandboxUrl), await createProgramEnvironment(sandboxUrl))
  return addCounts(counts, checkRequiredTraces(client.requiredTraces ?? CRONOFY_TRACES, await fetchJournal(sandboxUrl)))
}

interface ServiceProgram {
  readonly command: readonly [string, ...string[]]
  readonly runtime: Runtime
  readonly traces: readonly string[]
}

async function runServiceProgram({ command, runtime, traces }: ServiceProgram, sandboxUrl: string): Promise<Counts> {
  console.log(`# and through the worker (${runtime})`)
  const environment = await createProgramEnvironment(sandboxUrl)
  const { url, apiKey, close } = await startService(runtime, sandboxUrl)
  const user = await startUser(url, sandboxUrl)
  let log = ''
  const variables = { ...environment, SERVICE_URL: url, API_KEY: apiKey, USER_URL: user.url }
  const counts = await runChecks(command, variables).finally(async () => {
    user.close()
    log = await close()
  })
  return addCounts(counts, checkRequiredTraces(traces, [...(await fetchJournal(sandboxUrl)), ...readLog(log)]))
}

/** A sandbox that leaves out of its responses what Cronofy may leave out. Its users have no name (documented as null). */
function createTerseSandbox(): Sandbox {
  const sandbox = createSandbox()
  return {
    ...sandbox,
    async fetch(request) {
      const response = await sandbox.fetch(request)
      const { pathname } = new URL(request.url)
      if (!response.ok || !/\/(oauth\/token|v1\/userinfo)$/.test(pathname)) return response
      const { scope: _scope, linking_profile: _profile, ...fields } = (await response.json()) as Record<string, unknown>
      return Response.json(pathname.endsWith('/userinfo') ? { ...fields, name: null } : fields, response)
    },
  }
}

/** A user with a browser: `POST {"url": …}` follows a link of the worker, and returns the `url` that it ends at. */
async function startUser(...origins: string[]): Promise<{ url: string; close(): void }> {
  const visit = (request: Request) => fetch(request, { redirect: 'manual' })
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const browser = createTestBrowser(Object.fromEntries(origins.map((origin) => [origin, visit])))
      const { url } = (await request.json()) as { url: string }
      return Response.json({ url: (await followLink(browser, url)).url.href })
    },
  }) as Server
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

/** What an emulator's journal has, as traces. */
export async function fetchJournal(sandboxUrl: string): Promise<string[]> {
  const response = await fetch(`${sandboxUrl}/sandbox/requests`)
  return readJournal(((await response.json()) as { requests: JournalEntry[] }).requests)
}

/** One check more: that the program did the whole of its job. */
export function checkRequiredTraces(traces: readonly string[], seen: readonly string[]): Counts {
  const missing = findMissingTraces(traces, seen)
  const passed = missing.length === 0
  console.log(passed ? 'ok - the journal shows the whole job' : `not ok - the journal lacks ${missing.join(', ')}`)
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Adds what two runs counted. */
export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed }
}
