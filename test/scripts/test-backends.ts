/**
 * `npm run test:backends`: installs the backend example in each language into `.reports/backends/`, and runs it as a separate
 * process against an emulator and the worker, in workerd and in Deno. Two small programs are among them: a script for curl, and a
 * single file of Python. `-- go java` runs only these examples. With `-- --no-skips`, an example that this machine cannot run counts
 * as failed. Ends with a line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { curl, type Script } from '../examples/backends/curl/run.ts'
import { go } from '../examples/backends/go/run.ts'
import { java } from '../examples/backends/java/run.ts'
import { php } from '../examples/backends/php/run.ts'
import { pythonFirstFlow } from '../examples/backends/python/first-flow.ts'
import { python } from '../examples/backends/python/run.ts'
import { runBackendChecks } from '../examples/backends/run-checks.ts'
import type { BackendRunner } from '../examples/backends/runner.ts'
import { typescript } from '../examples/backends/typescript/run.ts'
import { runPrograms } from './run-programs.ts'

const EXAMPLES: readonly (BackendRunner | Script)[] = [curl, pythonFirstFlow, python, go, java, php, typescript]

await runPrograms('backends', EXAMPLES, async (example, folder) => {
  const counts = { passed: 0, failed: 0 }
  for (const runtime of ['cloudflare', 'deno'] as const) {
    const { passed, failed } =
      'run' in example ? await example.run(runtime, folder) : await runBackendChecks(example, folder, runtime)
    counts.passed += passed
    counts.failed += failed
  }
  return counts
})
