/**
 * `npm run test:clients`: clients of other languages, each installed into `.reports/clients/` and run as a process of its
 * own against a sandbox on a free port, some with a second one against the worker; with names behind it,
 * `npm run test:clients -- go rust`, only these. One that this machine cannot run is skipped, and it is said why. Ends
 * with a line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { go } from '../clients/go/run.ts'
import { java } from '../clients/java/run.ts'
import { runPrograms } from '../clients/programs.ts'
import { pycronofy } from '../clients/pycronofy/run.ts'
import { python } from '../clients/python/run.ts'
import { pythonOpenapiGenerator } from '../clients/python-openapi-generator/run.ts'
import type { ClientRunner } from '../clients/runner.ts'
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

await runEach('clients', CLIENTS, runPrograms)
