/**
 * `npm run fidelity -- --target URL`: the sandbox's table against any target. `--help` tells the rest.
 *
 * @module
 */
import { writeFile } from 'node:fs/promises'
import { HELP, readOptions } from './options.ts'
import { toTable } from './report.ts'
import { walk } from './run-probes.ts'

process.exitCode = await fidelity().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  return 2
})

async function fidelity(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === 'help') {
    console.log(HELP)
    return 0
  }
  const walked = await walk(options)
  console.log(toTable(walked))
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(walked, null, 2)}\n`)
  return walked.results.some(({ verdict }) => verdict === 'differs') ? 1 : 0
}
