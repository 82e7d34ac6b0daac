/**
 * Runs the programs of a client, each against a sandbox of its own, and looks into what they left behind there.
 *
 * @module
 */
import { createSandbox, type JournalEntry } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { startService } from '../scripts/service-process.ts'
import { type ClientRunner, readSurroundings, runChecks } from './client-runner.ts'
import { ASKING_TRACES, findMissing, readJournal, readLog, SERVICE_TRACES } from './required-traces.ts'

type Counts = Awaited<ReturnType<typeof runChecks>>

/** Runs all programs of a client that was installed into `folder`, and counts their checks. */
export async function runPrograms(client: ClientRunner, folder: string): Promise<Counts> {
  const counts = await withSandbox((url) => askCronofy(client, folder, url))
  if (client.serviceCommand === undefined) return counts
  const command = client.serviceCommand(folder)
  return add(counts, await withSandbox((url) => askWorker(command, url)))
}

async function withSandbox<Result>(use: (url: string) => Promise<Result>): Promise<Result> {
  const sandbox = await listen(createSandbox(), { port: 0 })
  try {
    return await use(sandbox.url)
  } finally {
    await sandbox.close()
  }
}

async function askCronofy(client: ClientRunner, folder: string, sandboxUrl: string): Promise<Counts> {
  const counts = await runChecks(client.command(folder, sandboxUrl), await readSurroundings(sandboxUrl))
  return add(counts, checkTraces(client.traces ?? ASKING_TRACES, await fetchJournal(sandboxUrl)))
}

async function askWorker(command: readonly [string, ...string[]], sandboxUrl: string): Promise<Counts> {
  console.log('# and through the worker')
  const surroundings = await readSurroundings(sandboxUrl)
  const { url, apiKey, close } = await startService('node', sandboxUrl)
  let log = ''
  const counts = await runChecks(command, { ...surroundings, SERVICE_URL: url, API_KEY: apiKey }).finally(async () => {
    log = await close()
  })
  return add(counts, checkTraces(SERVICE_TRACES, [...(await fetchJournal(sandboxUrl)), ...readLog(log)]))
}

async function fetchJournal(sandboxUrl: string): Promise<string[]> {
  const answer = await fetch(`${sandboxUrl}/sandbox/requests`)
  return readJournal(((await answer.json()) as { requests: JournalEntry[] }).requests)
}

/** One check more: that the program did the whole of its job. */
function checkTraces(traces: readonly string[], seen: readonly string[]): Counts {
  const missing = findMissing(traces, seen)
  const passed = missing.length === 0
  console.log(passed ? 'ok - the journal shows the whole job' : `not ok - the journal lacks ${missing.join(', ')}`)
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function add(one: Counts, other: Counts): Counts {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed }
}
