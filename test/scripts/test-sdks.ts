/**
 * `npm run test:sdks -- --source DIR`: walks through the flow with a copy of one of Cronofy's SDKs against the emulator. Ends with a
 * line `N passed, N failed, N skipped`. An SDK whose language this machine lacks is skipped.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { listenPerDataCenter } from '../../edge/sandbox/node.ts'
import { runChecks } from '../codegen/runner/client-runner.ts'
import { addCounts, checkRequiredTraces, fetchJournal } from '../codegen/runner/run-programs.ts'
import { detectSdk, type Sdk } from '../sdks/sdks.ts'
import { readCommandLine } from './command-line.ts'

async function runSdk(sdk: Sdk, source: string): Promise<{ passed: number; failed: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'sdk-'))
  const { url: sandboxUrl, urls, close } = await listenPerDataCenter(createSandbox(), { port: 0 })
  try {
    const target = { sandboxUrl, portUrl: urls['de'] ?? '', prefixUrl: `${sandboxUrl}/de` }
    const counts = await runChecks(await sdk.prepare({ source, folder }, target), {})
    return addCounts(counts, checkRequiredTraces(sdk.requiredTraces, await fetchJournal(sandboxUrl)))
  } finally {
    await close()
    await rm(folder, { recursive: true })
  }
}

const source = readCommandLine('npm run test:sdks -- --source DIR: tests the copy of a Cronofy SDK in DIR', (args) => {
  const { values } = parseArgs({ args, options: { source: { type: 'string' } } })
  if (values.source === undefined) throw new Error('Cannot run without an SDK. Pass its folder.')
  return values.source
})
try {
  const sdk = detectSdk(resolve(source))
  console.log(`── ${sdk.name}`)
  const missing = await sdk.missingPrerequisite()
  if (missing !== undefined) console.log(`skipped: this machine has no ${missing}`)
  const { passed, failed } = missing === undefined ? await runSdk(sdk, resolve(source)) : { passed: 0, failed: 0 }
  console.log(`\n${passed} passed, ${failed} failed, ${missing === undefined ? 0 : 1} skipped`)
  process.exitCode = failed === 0 ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
