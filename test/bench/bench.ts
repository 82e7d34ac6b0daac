/**
 * `npm run bench`: takes measurements, prints them as tables, and writes them to `RESULTS.md`. The exit code is 1 if a limit is
 * exceeded.
 *
 * Arguments: `-- SECTION …` measures only these sections. `--pairs N` sets the number of comparisons (at least 5), and `--seconds N`
 * the duration of the load on each server. `--json FILE` also writes the figures as JSON.
 *
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCommandLine } from '../scripts/command-line.ts'
import { installTools } from '../scripts/install-tools.ts'
import { ROOT } from '../scripts/run.ts'
import { calls } from './calls.ts'
import { lengths } from './lengths.ts'
import { describeMachine, renderMachine } from './machine.ts'
import { readOptions } from './options.ts'
import { overhead } from './overhead.ts'
import { renderSection, replaceSection } from './results.ts'
import { sandbox } from './sandbox.ts'
import { scale } from './scale.ts'
import type { Section } from './section.ts'
import { size } from './size.ts'
import { startup } from './startup.ts'
import { renderTable } from './table.ts'

const SECTIONS: readonly Section[] = [size, calls, lengths, startup, overhead, scale, sandbox]
const RESULTS = join(ROOT, 'test/bench/RESULTS.md')

const names = SECTIONS.map(({ name }) => name)
const usage = `npm run bench [-- SECTION …] [--pairs N] [--seconds N] [--json FILE]. The sections are ${names.join(', ')}.`
const options = readCommandLine(usage, (args) => readOptions(args, names))
await installTools('test/bench')

const missed: string[] = []
const figures: Record<string, unknown> = {}

for (const section of SECTIONS.filter(({ name }) => options.sections.includes(name))) {
  const { name, measure } = section
  console.log(`\n── ${name}: ${section.about}`)
  const machine = await describeMachine()
  const { tables, notes = [] } = await measure(options, (line) => console.log(`${name}: ${line}`))
  const text = renderSection(section, [...tables.map(renderTable), ...notes, `Measured ${renderMachine(machine)}.`])
  console.log(`\n${text}`)
  await writeFile(RESULTS, replaceSection(await readFile(RESULTS, 'utf8'), text))
  figures[name] = { machine, tables, notes }
  for (const { figure, held } of tables.flatMap(({ rows }) => rows)) if (!held) missed.push(`${name}, ${figure}`)
}

if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`)
for (const figure of missed) console.error(`Outside of its limit: ${figure}`)
process.exit(missed.length === 0 ? 0 : 1)
