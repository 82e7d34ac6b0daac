import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { LIMITS } from '../contract/limits.ts'
import { parseJsonOutput, runRedocly } from '../helpers/redocly.ts'
import { ROOT } from '../scripts/run.ts'

/** As much of a description as is looked at here. */
interface Schema {
  $ref?: string
  type?: string
  description?: string
  example?: unknown
  'x-source'?: string
  properties?: Record<string, Schema>
  items?: Schema
  additionalProperties?: Schema
}

interface Answer {
  $ref?: string
  description?: string
  'x-source'?: string
  headers?: Record<string, { description?: string; schema: Schema }>
  content?: Record<string, { schema: Schema; examples?: Record<string, { summary?: string; value: unknown }> }>
}

interface Operation extends Answer {
  operationId: string
  summary: string
  requestBody?: Answer
  responses: Record<string, Answer>
}

interface Description {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> }
}

const DESCRIPTIONS = ['openapi.yaml', 'edge/worker/openapi.yaml'] as const
const SOURCES = ['documented', 'SDK', 'guess']

/** What depends on the API itself: the depth of its responses, its parameters, and limits that no one has stated. */
const BELOW_100 = ['constraintClarity', 'dependencyClarity', 'parameterSimplicity', 'schemaSimplicity']

async function read(file: string): Promise<Description> {
  return parse(await readFile(join(ROOT, file), 'utf8')) as Description
}

function operationsOf({ paths }: Description): Operation[] {
  return Object.values(paths).flatMap((methods) => Object.values(methods))
}

/** Every answer by its name: those of the operations themselves, and those that several share. */
function answersOf(description: Description): [string, Answer][] {
  const own = operationsOf(description).flatMap(({ operationId, responses }) =>
    Object.entries(responses).map(([status, response]): [string, Answer] => [`${operationId} ${status}`, response]),
  )
  return [...own, ...Object.entries(description.components.responses)].filter(([, { $ref }]) => $ref === undefined)
}

/** Every field by its path. A reference has nothing beside it; what it points to is listed by itself. */
function fieldsOf(description: Description): [string, Schema][] {
  const fields: [string, Schema][] = []
  function visit(path: string, schema: Schema): void {
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      if (field.$ref === undefined) fields.push([`${path}.${name}`, field])
      visit(`${path}.${name}`, field)
    }
    for (const inner of [schema.items, schema.additionalProperties]) if (inner !== undefined) visit(path, inner)
  }
  for (const [name, schema] of Object.entries(description.components.schemas)) visit(name, schema)
  return fields
}

/** Names of those that lack something. */
function lacking<T>(entries: readonly [string, T][], has: (entry: T) => boolean): string[] {
  return entries.filter(([, entry]) => !has(entry)).map(([name]) => name)
}

test.each(DESCRIPTIONS)('%s describes every operation, body, answer, header, schema and field', async (file) => {
  const description = await read(file)
  const operations = operationsOf(description).map((operation): [string, Operation] => [
    operation.operationId,
    operation,
  ])
  const bodies = operations.flatMap(([name, { requestBody }]) => (requestBody ? [[name, requestBody] as const] : []))
  const headers = answersOf(description).flatMap(([, response]) => Object.entries(response.headers ?? {}))
  const fields = fieldsOf(description)
  expect(operations.length).toBeGreaterThan(2)
  expect(fields.length).toBeGreaterThan(20)
  const described = ({ description: text }: { description?: string }) => (text ?? '').length > 10
  expect(lacking(operations, described)).toEqual([])
  expect(lacking([...bodies] as [string, Answer][], described)).toEqual([])
  expect(lacking(answersOf(description), described)).toEqual([])
  expect(lacking(headers, described)).toEqual([])
  expect(lacking(Object.entries(description.components.schemas), described)).toEqual([])
  expect(lacking(fields, described)).toEqual([])
})

test.each(DESCRIPTIONS)('%s has an example for every body, answer and field', async (file) => {
  const description = await read(file)
  const contents = [
    ...operationsOf(description).map(({ operationId, requestBody }): [string, Answer] => [
      operationId,
      requestBody ?? {},
    ]),
    ...answersOf(description),
  ]
  const illustrated = ({ content = {} }: Answer) =>
    Object.values(content).every(({ examples = {} }) => Object.values(examples).some(({ summary }) => summary))
  expect(lacking(contents, illustrated)).toEqual([])
  // A list or a reference is shown by what is in it.
  const values = fieldsOf(description).filter(([, { type }]) => type !== 'array')
  expect(lacking(values, ({ example }) => example !== undefined)).toEqual([])
})

test('openapi.yaml says of every operation, answer and field where it comes from', async () => {
  const description = await read('openapi.yaml')
  const sourced = ({ 'x-source': source }: { 'x-source'?: string }) => SOURCES.includes(source ?? '')
  const operations = operationsOf(description).map((operation): [string, Operation] => [
    operation.operationId,
    operation,
  ])
  expect(lacking(operations, sourced)).toEqual([])
  expect(lacking(answersOf(description), sourced)).toEqual([])
  expect(lacking(fieldsOf(description), sourced)).toEqual([])
})

test('what is not known is called a guess in the words of openapi.yaml too', async () => {
  const description = await read('openapi.yaml')
  const guesses = [...answersOf(description), ...fieldsOf(description)].filter(
    ([, { 'x-source': source }]) => source === 'guess',
  )
  expect(guesses.length).toBeGreaterThan(2)
  expect(lacking(guesses, ({ description: text }) => /guess/.test(text ?? ''))).toEqual([])
})

/** What `redocly score` says. */
interface Score {
  readonly agentReadiness: number
  readonly discoverability: number
  /** From 0 to 1. */
  readonly subscores: Readonly<Record<string, number>>
}

async function scoreOf(file: string): Promise<Score> {
  const { code, output } = await runRedocly('score', file, '--format=json')
  expect(code, output).toBe(0)
  return parseJsonOutput(output) as Score
}

test.each(DESCRIPTIONS)(
  'redocly score rates %s at least 93, and at 100 all that does not depend on the API',
  async (file) => {
    const { agentReadiness, discoverability, subscores } = await scoreOf(file)
    expect(agentReadiness).toBeGreaterThanOrEqual(93)
    // It falls with the number of operations, and with nothing else.
    expect(discoverability).toBeGreaterThanOrEqual(99)
    const lower = Object.entries(subscores).filter(([name, value]) => value < 1 && !BELOW_100.includes(name))
    expect(lower).toEqual([])
  },
)

/** Keywords of JSON Schema that say what a value may not be. */
const LIMITING = /^(enum|const|format|pattern|multipleOf|uniqueItems|additionalProperties|(exclusive)?(min|max).+)$/i

test('openapi.yaml sets no limit but those whose source is known', async () => {
  const { components } = await read('openapi.yaml')
  const found: string[] = []
  function visit(path: string, { properties = {}, items, ...schema }: Schema): void {
    for (const [name, field] of Object.entries(properties)) visit(`${path}.${name}`, field)
    if (items !== undefined) visit(`${path}[]`, items)
    if (typeof schema.additionalProperties === 'object') visit(`${path}{}`, schema.additionalProperties)
    for (const [keyword, value] of Object.entries(schema)) {
      if (LIMITING.test(keyword) && typeof value !== 'object') found.push(`${path} ${keyword}=${value}`)
      if (Array.isArray(value) && keyword === 'enum') found.push(`${path} enum=${value}`)
    }
  }
  for (const [name, schema] of Object.entries(components.schemas)) visit(name, schema)
  expect(found.sort()).toEqual(Object.keys(LIMITS).sort())
})
