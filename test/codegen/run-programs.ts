/**
 * Runs the programs of a client, each against a sandbox of its own, and looks into what they left behind there.
 *
 * @module
 */
import { createSandbox, type JournalEntry } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { startService } from '../scripts/service-process.ts'
import { type ClientRunner, createProgramEnvironment, runChecks } from './client-runner.ts'
import { CRONOFY_TRACES, findMissingTraces, readJournal, readLog, SERVICE_TRACES } from './required-traces.ts'

type Counts = Awaited<ReturnType<typeof runChecks>>

/** Runs all programs of a client that was installed into `folder`, and counts their checks. */
export async function runClientPrograms(client: ClientRunner, folder: string): Promise<Counts> {
  const counts = await withSandbox((url) => runCronofyProgram(client, folder, url))
  if (client.serviceCommand === undefined) return counts
  const command = client.serviceCommand(folder)
  return addCounts(counts, await withSandbox((url) => runServiceProgram(command, url)))
}

async function withSandbox<Result>(run: (url: string) => Promise<Result>): Promise<Result> {
  const sandbox = await listen(createSandbox(), { port: 0 })
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

async function runServiceProgram(command: readonly [string, ...string[]], sandboxUrl: string): Promise<Counts> {
  console.log('# and through the worker')
  const environment = await createProgramEnvironment(sandboxUrl)
  const { url, apiKey, close } = await startService('node', sandboxUrl)
  let log = ''
  const counts = await runChecks(command, { ...environment, SERVICE_URL: url, API_KEY: apiKey }).finally(async () => {
    log = await close()
  })
  return addCounts(counts, checkRequiredTraces(SERVICE_TRACES, [...(await fetchJournal(sandboxUrl)), ...readLog(log)]))
}

async function fetchJournal(sandboxUrl: string): Promise<string[]> {
  const response = await fetch(`${sandboxUrl}/sandbox/requests`)
  return readJournal(((await response.json()) as { requests: JournalEntry[] }).requests)
}

/** One check more: that the program did the whole of its job. */
function checkRequiredTraces(traces: readonly string[], seen: readonly string[]): Counts {
  const missing = findMissingTraces(traces, seen)
  const passed = missing.length === 0
  console.log(passed ? 'ok - the journal shows the whole job' : `not ok - the journal lacks ${missing.join(', ')}`)
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed }
}
