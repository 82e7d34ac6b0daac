import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../edge/sandbox/app.ts'
import { BEHAVIOR_NAMES, createBehaviorStore, DEFAULT_BEHAVIORS } from '../../edge/sandbox/config/behaviors.ts'
import { SANDBOX_DATA_CENTERS } from '../../edge/sandbox/config/data-centers.ts'
import { createConnections } from '../../edge/sandbox/faults/connections.ts'
import { FAULT_NAMES } from '../../edge/sandbox/faults/definitions.ts'
import { createFaultRegistry } from '../../edge/sandbox/faults/registry.ts'
import { defaultSeed } from '../../edge/sandbox/index.ts'
import { description } from '../../generated/description.ts'
import { COVERAGE } from '../sandbox/coverage/index.ts'
import { COVERAGE_SOURCES, type CoverageRow } from '../sandbox/coverage/row.ts'
import { renderCoverage } from '../scripts/coverage-table.ts'
import { readFields, readUnion } from '../scripts/doc-comments.ts'
import { writeSections } from '../scripts/doc-sections.ts'
import { ROOT } from '../scripts/run.ts'

/** `POST /v1/permissions 200`: every status that a row is about. */
function statusesOf({ routes, statuses = [] }: CoverageRow): string[] {
  return routes.flatMap((route) => statuses.map((status) => `${route} ${status}`))
}

/** The routes of the app, without the data center and without handlers for every method. */
function registeredRoutes(): string[] {
  const app = createApp({
    seed: defaultSeed,
    allowedHosts: [],
    now: Date.now,
    faults: createFaultRegistry({ faults: [] }),
    behaviorStore: createBehaviorStore(DEFAULT_BEHAVIORS),
    connections: createConnections(),
    reset: () => undefined,
  })
  const prefix = new RegExp(`^/(${SANDBOX_DATA_CENTERS.map(({ id }) => id).join('|')})(?=/)`)
  const routes = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(prefix, '').replace(/:(\w+)/g, '{$1}')}`)
  return [...new Set(routes)].sort()
}

test('no ID occurs twice, and every row has a statement and a source', () => {
  const ids = COVERAGE.map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  for (const { id, statement, source, reference } of COVERAGE) {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(statement, id).toMatch(/^[A-Z`2].{15,180}\.$/)
    expect(COVERAGE_SOURCES, id).toContain(source)
    expect(reference.length, id).toBeGreaterThan(5)
  }
})

test('every row names a file of the emulator and a file of tests', async () => {
  const files = COVERAGE.flatMap(({ implementation, test }) => [`edge/sandbox/${implementation}`, test])
  for (const file of new Set(files)) expect((await stat(join(ROOT, file))).isFile(), file).toBe(true)
})

test('every route that is registered has one row of its own, and every such row a route', () => {
  const stated = COVERAGE.filter(({ kind }) => kind === 'route').flatMap(({ routes }) => routes)
  expect(stated.toSorted()).toEqual(registeredRoutes())
})

test('every fault and every behavior has a row', () => {
  const ids = COVERAGE.map(({ id }) => id)
  for (const name of FAULT_NAMES) expect(ids).toContain(`fault-${name.replaceAll('_', '-')}`)
  const behaviors = new Set(COVERAGE.flatMap(({ behavior }) => behavior ?? []))
  expect([...behaviors].sort()).toEqual([...BEHAVIOR_NAMES].sort())
})

test('every row is about routes that are registered', () => {
  const registered = registeredRoutes()
  for (const { id, routes } of COVERAGE) {
    for (const route of routes) expect(registered, id).toContain(route)
  }
})

test('every operation of openapi.yaml has a row with its documented success', () => {
  for (const { method, path } of description.operations) {
    const row = COVERAGE.find(({ kind, routes }) => kind === 'route' && routes.includes(`${method} ${path}`))
    expect(row, path).toMatchObject({ source: 'documented', statuses: [200] })
  }
})

test('every status of openapi.yaml has a row, and no row has another', () => {
  const stated = new Set(COVERAGE.flatMap(statusesOf))
  for (const { method, path, responses } of description.operations) {
    const route = `${method} ${path}`
    const described = Object.keys(responses)
    const of = [...stated].filter((one) => one.startsWith(`${route} `)).map((one) => one.slice(route.length + 1))
    expect(of.sort(), route).toEqual(described.sort())
  }
})

test('no status that only a fault causes is stated of a correct response too', () => {
  const byFault = COVERAGE.filter(({ id }) => id.startsWith('statuses-'))
  const correct = COVERAGE.filter((row) => !byFault.includes(row)).flatMap(statusesOf)
  expect(byFault).toHaveLength(description.operations.length)
  expect(byFault.flatMap(statusesOf).filter((one) => correct.includes(one))).toEqual([])
})

test('renderCoverage() has every row', () => {
  expect(renderCoverage(COVERAGE).match(/^\| `/gm)).toHaveLength(COVERAGE.length)
})

describe('writeSections()', () => {
  const page = (name: string) => `<!-- generated: ${name} -->\n<!-- /generated -->`

  test('rejects a page that lacks a section', () => {
    expect(() => writeSections('docs/reference/data-centers.md', '')).toThrow('it has no section "data centers"')
  })

  test('rejects an unknown section', () => {
    expect(() => writeSections('docs/reference/data-centers.md', page('regions'))).toThrow(
      'there is no section "regions"',
    )
  })

  test('writes between the comments, and again', () => {
    const once = writeSections('docs/reference/data-centers.md', page('data centers'))
    expect(once).toContain('| Germany | `de` | `api-de.cronofy.com` | `app-de.cronofy.com` |')
    expect(writeSections('docs/reference/data-centers.md', once)).toBe(once)
  })
})

describe('doc comments', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'comments-'))
  })

  afterEach(() => rm(folder, { recursive: true, force: true }))

  test.each([
    ['a member without a comment', "type A =\n  /** One. */\n  | 'one'\n  | 'two'", "'two' has no comment"],
    ['another union', "type A = 'one' | 1", "'one' has no comment"],
    ['no union', 'type A = string', 'it is not a union'],
    ['another name', "type B = 'one' | 'two'", 'it is not in'],
  ])('readUnion() rejects %s', async (_, text, issue) => {
    const file = join(folder, 'a.ts')
    await writeFile(file, text)
    expect(() => readUnion(file, 'A')).toThrow(issue)
  })

  test('readFields() rejects a field without a comment', async () => {
    const file = join(folder, 'a.ts')
    await writeFile(file, 'interface A {\n  /** One. */\n  one: string\n  two: string\n}')
    expect(() => readFields(file, 'A')).toThrow('two has no comment')
  })
})
