import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { calls } from '../bench/calls.ts'
import type { Row, Table } from '../bench/figures.ts'
import type { Section } from '../bench/section.ts'
import { OURS, size } from '../bench/size.ts'
import { renderTable } from '../bench/table.ts'
import { ROOT } from '../scripts/run.ts'

/** In kilobytes: a figure is written to the tenth, and another build of zlib makes another few bytes. */
const ROUNDING = 0.1

const AGAIN = 'run `npm run bench -- size calls`, and write into the README what has changed'

let readme: string
let results: string
const measured = new Map<string, readonly Table[]>()

beforeAll(async () => {
  const read = (file: string) => readFile(join(ROOT, file), 'utf8')
  ;[readme, results] = await Promise.all([read('README.md'), read('test/bench/RESULTS.md')])
  const options = { pairs: 5, seconds: 1, json: undefined, sections: [] }
  for (const { name, measure } of [size, calls]) measured.set(name, (await measure(options, () => undefined)).tables)
})

test('RESULTS.md has the sizes that are', () => {
  const rows = rowsOf(size)
  const written = readRows(sectionOf(results, '## size'))
  expect(written.map(([figure]) => figure)).toEqual(rows.map(({ figure }) => figure))
  for (const [index, { figure, ours, held, limit }] of rows.entries()) {
    const [, kb, ...rest] = written[index] ?? []
    expect(Math.abs(Number(kb) - ours.median), `${figure} is ${ours.median}: ${AGAIN}`).toBeLessThan(ROUNDING)
    if (limit !== undefined) expect(rest[1]).toBe(held ? 'yes' : 'NO')
  }
})

test('RESULTS.md has the calls, redirects, bytes and characters that are', () => {
  const section = sectionOf(results, '## calls')
  const tables = measured.get('calls') ?? []
  expect(tables).toHaveLength(2)
  for (const table of tables) expect(section, AGAIN).toContain(renderTable(table))
})

test("the README's table has the sizes that are", () => {
  const rows = rowsOf(size)
  const sdk = rows.find(({ figure }) => figure === 'the official SDK')?.ours.median ?? Number.NaN
  const written = readRows(sectionOf(readme, '## Measured'))
  expect(written.map(([figure]) => figure)).toEqual(OURS.map(({ name }) => name))
  for (const [index, [figure = '', kb, limit, percent]] of written.entries()) {
    const { ours, held } = rows[index] ?? { ours: { median: Number.NaN }, held: false }
    const atMost = OURS[index]?.limit
    expect(Math.abs(Number(kb) - ours.median), `${figure} is ${ours.median}: ${AGAIN}`).toBeLessThan(ROUNDING)
    expect(limit).toBe(atMost === undefined ? '' : `${atMost}${held ? '' : ', missed'}`)
    expect(Math.abs(Number(percent?.replace(' %', '')) - (100 * ours.median) / sdk), figure).toBeLessThan(1)
  }
})

test('the README says what a flow takes', () => {
  const count = (figure: string) => rowsOf(calls).find((row) => row.figure === figure)?.ours.median
  const text = sectionOf(readme, '## Measured').replaceAll('\n', ' ')
  const [, providerCalls, redirects, cookies, length] =
    /A flow takes (\w+) calls to the provider and (\w+) redirects, (\w+) cookie, and for 100 calendars a return address of ([\d,]+) characters/.exec(
      text,
    ) ?? []
  const words: Readonly<Record<string, number>> = { no: 0, one: 1, two: 2, three: 3, four: 4 }
  expect(words[providerCalls ?? '']).toBe(count('accepted: calls to the provider'))
  expect(words[redirects ?? '']).toBe(count('accepted: redirects'))
  expect(words[cookies ?? '']).toBe(count('100 calendars: cookies, bytes'))
  expect(Number(length?.replace(',', ''))).toBe(count('100 calendars: return address, characters'))
})

function rowsOf({ name }: Section): readonly Row[] {
  const rows = measured.get(name)?.flatMap((table) => table.rows) ?? []
  expect(rows.length).toBeGreaterThan(10)
  return rows
}

function sectionOf(text: string, title: string): string {
  const section = text.split(/^(?=## )/m).find((part) => part.startsWith(`${title}\n`))
  if (section === undefined) throw new Error(`Cannot find "${title}"`)
  return section
}

/** The rows of all its tables, cell by cell, without their heads. */
function readRows(section: string): string[][] {
  const lines = section.split('\n')
  return lines
    .filter((line, index) => line.startsWith('| ') && !lines[index + 1]?.startsWith('|---'))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split('|')
        .map((cell) => cell.trim()),
    )
}
