/**
 * `npm run test:clients`: clients that are generated for other languages. Each is installed into `.reports/clients/` and run as a
 * process of its own, against an emulator on a free port, and most of them against the worker too. `-- go rust` runs only these. With
 * `-- --no-skips`, a client that this machine cannot run counts as failed. Ends with a line `N passed, N failed, N skipped`.
 *
 * @module
 */

import { go } from '../codegen/go/run.ts'
import { goOgen } from '../codegen/go-ogen/run.ts'
import { goOpenapiGenerator } from '../codegen/go-openapi-generator/run.ts'
import { java } from '../codegen/java/run.ts'
import { kotlin } from '../codegen/kotlin/run.ts'
import { javascript, oazapfts, orval, typescriptFetch, zod } from '../codegen/node/run.ts'
import { php } from '../codegen/php/run.ts'
import { pycronofy } from '../codegen/pycronofy/run.ts'
import { python } from '../codegen/python/run.ts'
import { pythonDatamodel } from '../codegen/python-datamodel/run.ts'
import { pythonOpenapiGenerator } from '../codegen/python-openapi-generator/run.ts'
import { ruby } from '../codegen/ruby/run.ts'
import type { ClientRunner } from '../codegen/runner/client-runner.ts'
import { runClientPrograms } from '../codegen/runner/run-programs.ts'
import { rust } from '../codegen/rust/run.ts'
import { schemathesis } from '../codegen/schemathesis/run.ts'
import { typescript } from '../codegen/typescript/run.ts'
import { typescriptHeyApi } from '../codegen/typescript-hey-api/run.ts'
import { runPrograms } from './run-programs.ts'

const CLIENTS: readonly ClientRunner[] = [
  pycronofy,
  python,
  pythonOpenapiGenerator,
  pythonDatamodel,
  go,
  goOgen,
  goOpenapiGenerator,
  java,
  kotlin,
  php,
  ruby,
  rust,
  typescript,
  typescriptHeyApi,
  oazapfts,
  orval,
  zod,
  typescriptFetch,
  javascript,
  schemathesis,
]

await runPrograms('clients', CLIENTS, runClientPrograms)
