import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PUBLIC_API } from '../scripts/api-report.ts'

const fileNames = await readdir(PUBLIC_API)
const reports = await Promise.all(fileNames.map((name) => readFile(join(PUBLIC_API, name), 'utf8')))

test('every type in a public signature is exported by an entry', () => {
  const text = reports.join('\n')
  const exported = new Set(
    [...text.matchAll(/^export (?:\w+ )*?(?:interface|type|class) (\w+)|^export \{ (?:\w+ as )?(\w+) \}/gm)].map(
      ([, declared, alias]) => declared ?? alias,
    ),
  )
  // A declaration without `export` is one that only the signatures of its entry name.
  const named = [...text.matchAll(/^(?:interface|type|class) (\w+?)(?:_\d+)?\b/gm)].map(([, name]) => name)
  expect(named).not.toEqual([])
  expect(named.filter((name) => !exported.has(name))).toEqual([])
})
