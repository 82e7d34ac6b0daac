/**
 * `npm run conformance -- --target URL`: checks the emulator's coverage table against a target. `--help` lists the options.
 *
 * @module
 */
import { writeFile } from 'node:fs/promises'
import { HELP, readOptions } from './options.ts'
import { toTable } from './report.ts'
import { runProbes } from './run-probes.ts'

process.exitCode = await runConformance().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  return 2
})

async function runConformance(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === 'help') {
    console.log(HELP)
    return 0
  }
  const walked = await runProbes(options)
  console.log(toTable(walked))
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(walked, null, 2)}\n`)
  return walked.results.some(({ status }) => status === 'differs') ? 1 : 0
}
