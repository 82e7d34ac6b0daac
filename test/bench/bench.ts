/**
 * `npm run bench`: measured figures, as a table. Ends with 1 where a limit is missed.
 *
 * `-- --pairs N` (5 or more), `--seconds N` of load for each server, `--json FILE` for the figures as JSON.
 *
 * @module
 */
import { writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { compare, type Pair } from './figures.ts'
import { readOptions } from './options.ts'
import { buildPackage, measurePair } from './sandbox.ts'
import { renderTable } from './table.ts'

const { pairs: count, seconds, json } = readOptions(process.argv.slice(2))

console.log('The sandbox beside the mock server of Prism, both on openapi.yaml, a fresh process each time.')
await buildPackage()
const loadBefore = loadavg()[0] ?? 0
const pairs: Pair[] = []
for (let index = 0; index < count; index++) {
  pairs.push(await measurePair(index % 2 === 0, seconds))
  console.log(`pair ${index + 1} of ${count} measured`)
}
const machine = {
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cores: availableParallelism(),
  load: { before: loadBefore, after: loadavg()[0] ?? 0 },
}

const rows = compare(pairs)
console.log(`\n${renderTable(rows)}`)
console.log(
  `\n${count} pairs, order alternated, ${seconds} s of load over 8 connections each; Node ${machine.node} on ` +
    `${machine.platform}, ${machine.cores} cores, load ${machine.load.before.toFixed(1)} before and ` +
    `${machine.load.after.toFixed(1)} after.`,
)
if (json !== undefined) await writeFile(json, `${JSON.stringify({ machine, sandbox: { rows, pairs } }, null, 2)}\n`)

const missed = rows.filter(({ held }) => !held)
for (const { figure } of missed) console.error(`Limit missed: ${figure}`)
process.exit(missed.length === 0 ? 0 : 1)
