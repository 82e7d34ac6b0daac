/**
 * `npm run test:clients`: clients of other languages, each installed into `.reports/clients/` and run as a process of its
 * own against a sandbox on a free port, some with a second one against the worker; with names behind it,
 * `npm run test:clients -- go rust`, only these. One that this machine cannot run is skipped, and it is said why. Ends
 * with a line `N passed, N failed, N skipped`.
 *
 * @module
 */

import type { ClientRunner } from '../codegen/client-runner.ts'
import { go } from '../codegen/go/run.ts'
import { java } from '../codegen/java/run.ts'
import { pycronofy } from '../codegen/pycronofy/run.ts'
import { python } from '../codegen/python/run.ts'
import { pythonOpenapiGenerator } from '../codegen/python-openapi-generator/run.ts'
import { runClientPrograms } from '../codegen/run-programs.ts'
import { rust } from '../codegen/rust/run.ts'
import { typescript } from '../codegen/typescript/run.ts'
import { typescriptHeyApi } from '../codegen/typescript-hey-api/run.ts'
import { runPrograms } from './run-programs.ts'

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

await runPrograms('clients', CLIENTS, runClientPrograms)
