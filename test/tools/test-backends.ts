/**
 * `npm run test:backends`: the example of a backend in each language, installed into `.reports/backends/` and run as a
 * process of its own against a sandbox and the worker, in workerd and in Deno; with names behind it,
 * `npm run test:backends -- go java`, only these. One that this machine cannot run is skipped, and it is said why. Ends
 * with a line `N passed, N failed, N skipped`.
 *
 * @module
 */
import { go } from '../backends/go/run.ts'
import { java } from '../backends/java/run.ts'
import { python } from '../backends/python/run.ts'
import { typescript } from '../backends/typescript/run.ts'
import { walk } from '../backends/walk.ts'
import { runEach } from './run-each.ts'

await runEach('backends', [python, go, java, typescript], async (backend, folder) => {
  const counts = { passed: 0, failed: 0 }
  for (const runtime of ['cloudflare', 'deno'] as const) {
    const { passed, failed } = await walk(backend, folder, runtime)
    counts.passed += passed
    counts.failed += failed
  }
  return counts
})
