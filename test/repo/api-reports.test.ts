import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PUBLIC_API } from '../scripts/api-report.ts'

interface Declaration {
  readonly name: string
  readonly isExported: boolean
  readonly text: string
}

const fileNames = await readdir(PUBLIC_API)
const reports = await Promise.all(fileNames.map((name) => readFile(join(PUBLIC_API, name), 'utf8')))
const declarations = reports.flatMap(readDeclarations)

test('every type in a public signature is exported by an entry', () => {
  const exported = new Set(declarations.filter(({ isExported }) => isExported).map(({ name }) => name))
  const types = declarations.filter(({ text }) => /^(?:interface|type|class) /.test(text))
  expect(types.filter(({ name }) => !exported.has(name)).map(({ name }) => name)).toEqual([])
})

test('two entries export nothing different by one name', () => {
  const texts = new Map<string, Set<string>>()
  for (const { name, isExported, text } of declarations) {
    if (isExported) texts.set(name, (texts.get(name) ?? new Set()).add(text))
  }
  expect([...texts].filter(([, variants]) => variants.size > 1).map(([name]) => name)).toEqual([])
})

/** A declaration without `export` is one that only the signatures of its entry name. A number marks a second one of its name. */
function readDeclarations(report: string): Declaration[] {
  const renamed = new Map(
    [...report.matchAll(/^export \{ (\w+) as (\w+) \}/gm)].map(([, local = '', name = '']) => [local, name]),
  )
  const found = report.matchAll(
    /^(export )?((?:abstract |declare )?(?:interface|type|class|const|function) (\w+).*?)(?=\n\n|\n```)/gms,
  )
  return [...found].map(([, prefix, text = '', local = '']) => ({
    name: renamed.get(local) ?? local.replace(/_\d+$/, ''),
    isExported: prefix !== undefined || renamed.has(local),
    text,
  }))
}
