/**
 * `npm run test:clients`: clients of other languages, each installed into `.reports/clients/` and run as a process of its
 * own against a sandbox on a free port; with names behind it, `npm run test:clients -- go rust`, only these. One that this
 * machine cannot run is skipped, and it is said why. Ends with a line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { go } from '../clients/go/run.ts'
import { java } from '../clients/java/run.ts'
import { pycronofy } from '../clients/pycronofy/run.ts'
import { python } from '../clients/python/run.ts'
import { pythonOpenapiGenerator } from '../clients/python-openapi-generator/run.ts'
import { type ClientRunner, readSurroundings, runChecks } from '../clients/runner.ts'
import { rust } from '../clients/rust/run.ts'
import { typescript } from '../clients/typescript/run.ts'
import { typescriptHeyApi } from '../clients/typescript-hey-api/run.ts'
import { ROOT } from './run.ts'

const CLIENTS: readonly ClientRunner[] = [
  pycronofy,
  python,
  pythonOpenapiGenerator,
  go,
  java,
  rust,
  typescript,
  typescriptHeyApi,
]

const names = process.argv.slice(2)
const unknown = names.filter((name) => !CLIENTS.some((client) => client.name === name))
if (unknown.length > 0) {
  console.error(`Cannot run ${unknown.join(', ')}: the clients are ${CLIENTS.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const totals = { passed: 0, failed: 0, skipped: 0 }
for (const client of CLIENTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
  console.log(`\n── ${client.name}`)
  const lacking = await client.lacks()
  if (lacking !== undefined) {
    console.log(`skipped: this machine has no ${lacking}`)
    totals.skipped += 1
    continue
  }
  const { passed, failed } = await runClient(client).catch((error: Error) => {
    console.error(error.message)
    return { passed: 0, failed: 1 }
  })
  totals.passed += passed
  totals.failed += failed
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exit(totals.failed === 0 ? 0 : 1)

async function runClient(client: ClientRunner): Promise<{ passed: number; failed: number }> {
  const folder = join(ROOT, '.reports', 'clients', client.name)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await client.install(folder)
  const sandbox = await listen(createSandbox(), { port: 0 })
  try {
    return await runChecks(client.command(folder, sandbox.url), await readSurroundings(sandbox.url))
  } finally {
    await sandbox.close()
  }
}
