/**
 * `npm run test:clients`: clients of other languages, each installed into `.reports/clients/` and run as a process of its
 * own against a sandbox on a free port; with names behind it, `npm run test:clients -- go rust`, only these. One that this
 * machine cannot run is skipped, and it is said why. Ends with a line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { createSandbox } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { pycronofy } from '../clients/pycronofy/run.ts'
import { type ClientRunner, readSurroundings, runChecks } from '../clients/runner.ts'
import { runEach } from './run-each.ts'

const CLIENTS: readonly ClientRunner[] = [pycronofy]

await runEach('clients', CLIENTS, async (client, folder) => {
  const sandbox = await listen(createSandbox(), { port: 0 })
  try {
    return await runChecks(client.command(folder, sandbox.url), await readSurroundings(sandbox.url))
  } finally {
    await sandbox.close()
  }
})
