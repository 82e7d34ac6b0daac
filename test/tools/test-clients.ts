/**
 * `npm run test:clients`: clients of other languages, each installed into `.reports/clients/` and run as a process of its
 * own against a sandbox on a free port; with names behind it, `npm run test:clients -- go rust`, only these. One that this
 * machine cannot run is skipped, and it is said why. Ends with a line `N passed, N failed, N skipped`.
 *
 * @module
 */
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
import { runEach } from './run-each.ts'

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

await runEach('clients', CLIENTS, async (client, folder) => {
  const sandbox = await listen(createSandbox(), { port: 0 })
  try {
    return await runChecks(client.command(folder, sandbox.url), await readSurroundings(sandbox.url))
  } finally {
    await sandbox.close()
  }
})
