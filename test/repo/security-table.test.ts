import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../scripts/run.ts'

const NUMBERS = Array.from({ length: 36 }, (_, index) => `T${index + 1}`)

/** A row of the table: number, threat, and the tests that show it, each as file and title. */
interface Row {
  readonly number: string
  readonly threat: string
  readonly tests: readonly { readonly file: string; readonly title: string }[]
}

const rows = readRows(await readFile(join(ROOT, 'SECURITY.md'), 'utf8'))
const patches = await readdir(join(ROOT, 'test/mutation/patches'))

function readRows(text: string): Row[] {
  return [...text.matchAll(/^\| (T\d+) \| (.+?) \| (.+) \|$/gm)].map(([, number = '', threat = '', shown = '']) => ({
    number,
    threat,
    tests: [...shown.matchAll(/`(test\/[\w./-]+)`: ([^`]+?)(?=<br>|$)/g)].map(([, file = '', title = '']) => ({
      file,
      title: title.trim(),
    })),
  }))
}

/** The titles in a test file as they stand there, with their placeholders. */
async function titlesIn(file: string): Promise<string[]> {
  const text = await readFile(join(ROOT, file), 'utf8')
  const quoted = /'((?:[^'\\\n]|\\.)*\(T\d[^'\n]*)'|"((?:[^"\\\n]|\\.)*\(T\d[^"\n]*)"/g
  return [...text.matchAll(quoted)].map(([, single, double]) => (single ?? double ?? '').replaceAll(/\\(.)/g, '$1'))
}

test('SECURITY.md has each threat once, in its order, with a test', () => {
  expect(rows.map(({ number }) => number)).toEqual(NUMBERS)
  for (const { number, threat, tests } of rows) {
    expect(threat.length, number).toBeGreaterThan(10)
    expect(tests.length, number).toBeGreaterThan(0)
  }
})

test.each(rows)(
  '$number of SECURITY.md names tests that exist, with its number in their titles',
  async ({ number, tests }) => {
    for (const { file, title } of tests) {
      const titles = await titlesIn(file)
      expect(titles, file).toContain(title)
      expect(title).toMatch(new RegExp(`\\(.*\\b${number}\\b.*\\)`))
    }
  },
)

/** What a patch expects to find, piece by piece, in the file it names. */
function piecesOf(patch: string): { file: string; before: string }[] {
  return patch
    .split(/^diff --git /m)
    .slice(1)
    .flatMap((part) => {
      const file = /^\+\+\+ b\/(.+)$/m.exec(part)?.[1] ?? ''
      const hunks = part.split(/^@@.*$\n/m).slice(1)
      return hunks.map((hunk) => ({
        file,
        before: hunk
          .split('\n')
          .filter((line) => /^[ -]/.test(line))
          .map((line) => line.slice(1))
          .join('\n'),
      }))
    })
}

test.each(patches)('%s fits the code as it is', async (name) => {
  const pieces = piecesOf(await readFile(join(ROOT, 'test/mutation/patches', name), 'utf8'))
  expect(pieces.length).toBeGreaterThan(0)
  for (const { file, before } of pieces) {
    expect(before.length).toBeGreaterThan(10)
    expect(await readFile(join(ROOT, file), 'utf8'), file).toContain(before)
  }
})

test('every threat has a defect to plant, and every defect a threat', () => {
  const numbers = new Set(patches.map((name) => /^(T\d+)-[\w-]+\.patch$/.exec(name)?.[1]))
  expect([...numbers].sort()).toEqual([...NUMBERS].sort())
})

test('every number in a title is one of the table', async () => {
  const files = await readdir(join(ROOT, 'test'), { recursive: true })
  for (const file of files.filter((name) => name.endsWith('.test.ts'))) {
    for (const title of await titlesIn(join('test', file))) {
      for (const [, list = ''] of title.matchAll(/\((T\d[\w, ]*)\)/g)) {
        for (const number of list.split(', ')) expect(NUMBERS, `${file}: ${title}`).toContain(number)
      }
    }
  }
})
