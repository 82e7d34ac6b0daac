import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../scripts/run.ts'

/** The sections of `test/bench/RESULTS.md`, by title. */
const sections = new Map(
  readFileSync(join(ROOT, 'test/bench/RESULTS.md'), 'utf8')
    .split(/^## /m)
    .map((text) => [text.slice(0, text.indexOf('\n')), text]),
)

/** Returns a figure of the committed report, without its range. The first column after the name of the row is 1. */
export function reportedFigure(section: string, row: string, column = 1): number {
  const line = sections
    .get(section)
    ?.split('\n')
    .find((text) => text.startsWith(`| ${row} |`))
  if (line === undefined) throw new Error(`RESULTS.md has no row "${row}" in "${section}"`)
  return Number(line.split('|')[column + 1]?.trim().split(' ')[0])
}
