import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { createApp } from '../../edge/sandbox/app.ts'
import { BEHAVIOR_NAMES, createBehaviorStore, DEFAULT_BEHAVIORS } from '../../edge/sandbox/config/behaviors.ts'
import { DATA_CENTERS } from '../../edge/sandbox/config/data-centers.ts'
import { createConnections } from '../../edge/sandbox/faults/connections.ts'
import { createFaultRegistry } from '../../edge/sandbox/faults/registry.ts'
import { defaultSeed } from '../../edge/sandbox/index.ts'
import { description } from '../../generated/description.ts'
import { COVERAGE } from '../sandbox/coverage/index.ts'
import type { CoverageRow } from '../sandbox/coverage/row.ts'
import { renderCoverage, withCoverage } from '../scripts/coverage-table.ts'
import { ROOT } from '../scripts/run.ts'

const SANDBOX = join(ROOT, 'edge/sandbox')

/** How often a file says "guess" in a comment without a statement about the provider: talk of guesses as such. */
const TALK: Readonly<Record<string, number>> = {
  'behavior-control.ts': 1,
  'behaviors.ts': 2,
  'index.ts': 3,
  'instance.ts': 1,
  'secret.ts': 1,
  'seed.ts': 1,
}

/** `POST /v1/permissions 200`: every status that a row is about. */
function answersOf({ routes, statuses = [] }: CoverageRow): string[] {
  return routes.flatMap((route) => statuses.map((status) => `${route} ${status}`))
}

/** What the app serves, without its data centers, and without what answers every method (guards and 404s). */
function registeredRoutes(): string[] {
  const app = createApp({
    seed: defaultSeed,
    now: Date.now,
    faults: createFaultRegistry({ faults: [] }),
    behaviorStore: createBehaviorStore(DEFAULT_BEHAVIORS),
    connections: createConnections(),
    reset: () => undefined,
  })
  const prefix = new RegExp(`^/(${DATA_CENTERS.map(({ id }) => id).join('|')})(?=/)`)
  const routes = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(prefix, '').replace(/:(\w+)/g, '{$1}')}`)
  return [...new Set(routes)].sort()
}

/** The titles of the tests in a file, with their placeholders. */
async function titlesIn(file: string): Promise<string[]> {
  const source = ts.createSourceFile(file, await readFile(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest)
  const titles: string[] = []
  function visit(node: ts.Node): void {
    if (ts.isCallExpression(node)) {
      const [title] = node.arguments
      if (title !== undefined && ts.isStringLiteral(title) && rootOf(node.expression) === 'test')
        titles.push(title.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return titles
}

/** `test` of `test.each(…)('title', …)`. */
function rootOf(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) return rootOf(node.expression)
  return undefined
}

test('no id is there twice, and every row says what, whence and where', async () => {
  const ids = COVERAGE.map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  const files = await readdir(SANDBOX)
  for (const { id, statement, reference, implementation } of COVERAGE) {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(statement, id).toMatch(/^[A-Z`2].{15,180}\.$/)
    expect(reference.length, id).toBeGreaterThan(5)
    expect(files, id).toContain(implementation)
  }
})

test('every route that is registered has one row of its own, and every such row a route', () => {
  const stated = COVERAGE.filter(({ kind }) => kind === 'route').flatMap(({ routes }) => routes)
  expect(stated.toSorted()).toEqual(registeredRoutes())
  expect(stated.length).toBeGreaterThan(20)
})

test('every row is about routes that are registered', () => {
  const registered = registeredRoutes()
  for (const { id, routes } of COVERAGE) {
    for (const route of routes) expect(registered, id).toContain(route)
  }
})

test('every operation of openapi.yaml is there with its documented success', () => {
  for (const { method, path } of description.operations) {
    const row = COVERAGE.find(({ kind, routes }) => kind === 'route' && routes.includes(`${method} ${path}`))
    expect(row, path).toMatchObject({ source: 'documented', answers: [200] })
  }
})

test('every status of openapi.yaml has a row, and no row has another', () => {
  const stated = new Set(COVERAGE.flatMap(answersOf))
  for (const { method, path, responses } of description.operations) {
    const route = `${method} ${path}`
    const described = Object.keys(responses).flatMap((status) =>
      status === '5XX' ? ['500', '502', '503', '504'] : [status],
    )
    const of = [...stated].filter((one) => one.startsWith(`${route} `)).map((one) => one.slice(route.length + 1))
    expect(of.sort(), route).toEqual(described.sort())
  }
})

test('no status that only a fault makes is stated of a right answer too', () => {
  const byFault = COVERAGE.filter(({ id }) => id.startsWith('statuses-'))
  const right = COVERAGE.filter((row) => !byFault.includes(row)).flatMap(answersOf)
  expect(byFault).toHaveLength(description.operations.length)
  expect(byFault.flatMap(answersOf).filter((one) => right.includes(one))).toEqual([])
})

test.each([...new Set(COVERAGE.map(({ test: { file } }) => file))])('%s has the tests that rows name', async (file) => {
  const titles = await titlesIn(file)
  for (const { id, test: named } of COVERAGE) if (named.file === file) expect(titles, id).toContain(named.title)
})

test('every switch has a row that it changes', () => {
  const switched = new Set(COVERAGE.flatMap(({ behavior: name }) => (name === undefined ? [] : [name])))
  expect([...switched].sort()).toEqual([...BEHAVIOR_NAMES].sort())
})

test('every guess that stands in a comment of the sandbox is a row', async () => {
  const files = (await readdir(SANDBOX)).filter((name) => name.endsWith('.ts') && !name.startsWith('coverage'))
  let mentions = 0
  for (const file of files) {
    const comments = (await readFile(join(SANDBOX, file), 'utf8')).match(/\/\*[\s\S]*?\*\/|\/\/.*$/gm) ?? []
    const said = comments.join('\n').match(/guess(es)?\b/gi)?.length ?? 0
    const rows = COVERAGE.filter(
      ({ implementation, behavior: name }) =>
        implementation === file || (file === 'behaviors.ts' && name !== undefined),
    )
    mentions += said
    expect(rows.length, `${file}: a guess in a comment needs a row with where: '${file}'`).toBeGreaterThanOrEqual(
      said - (TALK[file] ?? 0),
    )
  }
  expect(mentions).toBeGreaterThan(30)
})

test('README.md prints the table, by source, and withCoverage() says what it needs', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
  expect(withCoverage(readme)).toBe(readme)
  expect(readme).toContain(renderCoverage(COVERAGE))
  expect(renderCoverage(COVERAGE).match(/^\| \[/gm)).toHaveLength(COVERAGE.length)
  expect(() => withCoverage('')).toThrow('Cannot print the table: README.md has not')
})
