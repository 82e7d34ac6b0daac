/**
 * A seed from a file, in YAML or in JSON, which is YAML too: for Node, where files are.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { quoteList, quoteValue } from '../validation/messages.ts'
import { parseBehaviors } from './behaviors.ts'
import { findDuplicates, type Seed } from './seed.ts'
import { seedSchema } from './seed-schema.ts'

/** The steps to a value of the file: `['accounts', 0, 'name']`. */
type Path = readonly (string | number)[]

/** More than anybody mends at once. */
const MAX_REPORTED_ISSUES = 10

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'an object',
  string: 'a string',
}

/** Keywords that only report that something beneath them failed. */
const WRAPPER_KEYWORDS: ReadonlySet<string> = new Set(['$ref', 'properties', 'items', 'additionalProperties'])

/**
 * Reads a seed.
 *
 * @throws TypeError with a line for each thing that is wrong: "Cannot read the seed: seed.yaml:4:5: accounts[0].name is
 * missing". Lines and columns begin at 1; no value is quoted but one that should be of a few.
 */
export async function readSeedFile(file: string): Promise<Seed> {
  return parseSeed(await readSeedText(file), file)
}

/** Reads the text of a seed file as `readSeedFile` does. */
export function parseSeed(text: string, file: string): Seed {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })

  function throwIssues(issues: readonly { offset: number; problem: string }[]): void {
    if (issues.length === 0) return
    const messages = issues.slice(0, MAX_REPORTED_ISSUES).map(({ offset, problem }) => {
      const { line, col } = lineCounter.linePos(offset)
      return `Cannot read the seed: ${file}:${line}:${col}: ${problem}`
    })
    if (issues.length > MAX_REPORTED_ISSUES)
      messages.push(`Cannot read the seed: ${file}: ${issues.length - MAX_REPORTED_ISSUES} more`)
    throw new TypeError(messages.join('\n'))
  }

  // A tag that means nothing here is a warning to the parser.
  throwIssues(
    [...document.errors, ...document.warnings].map(({ pos, message }) => ({ offset: pos[0], problem: message })),
  )
  const value: unknown = document.toJS()
  // A copy, because the validator writes resolved references into what it is given.
  const validator = new Validator(structuredClone(seedSchema) as Schema, '7', false)
  throwIssues(
    validator
      .validate(value)
      .errors.filter(({ keyword }) => !WRAPPER_KEYWORDS.has(keyword))
      .map((unit) => toIssue(unit, document)),
  )
  const { $schema, ...seed } = value as Seed & { $schema?: string }
  throwIssues(findBehaviorIssues(seed).map((problem) => ({ offset: offsetOf(document, ['behaviors']), problem })))
  throwIssues(
    findDuplicates(seed).map(({ path, label }) => ({
      offset: offsetOf(document, path),
      problem: `${formatPath(path)} repeats ${label}`,
    })),
  )
  return seed
}

async function readSeedText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const problem = code === 'ENOENT' ? 'there is no such file' : message
    throw new TypeError(`Cannot read the seed: ${file}: ${problem}`, { cause })
  }
}

function toIssue(
  { instanceLocation, keyword, error }: OutputUnit,
  document: Document,
): { offset: number; problem: string } {
  const path = instanceLocation.split('/').slice(1).map(unescapePointer)
  const offset = offsetOf(document, path, keyword === 'false')
  // The validator tells what it expected in its message only.
  const expected = /Expected "(.*)"/.exec(error)?.[1] ?? ''
  const known = /any of \[(.*)\]/.exec(error)?.[1] ?? ''
  switch (keyword) {
    case 'required':
      return { offset, problem: `${formatPath([...path, /"(.*)"/.exec(error)?.[1] ?? ''])} is missing` }
    case 'false':
      return { offset, problem: `${formatPath(path)} is unknown; known are ${quoteList(knownFieldsAt(path))}` }
    case 'type':
      return { offset, problem: `${formatPath(path)} is not ${TYPE_NAMES[expected] ?? expected}` }
    case 'enum':
      return { offset, problem: `${formatPath(path)} is ${quoteValue(document.getIn(path))}, not one of ${known}` }
    case 'minLength':
    case 'minItems':
      return { offset, problem: `${formatPath(path)} is empty` }
    case 'minimum':
    case 'maximum':
      return { offset, problem: `${formatPath(path)}: ${error.replace(/\.$/, '')}` }
    default:
      return { offset, problem: `${formatPath(path)} does not do: ${error}` }
  }
}

/** A segment of a JSON Pointer in a URI (RFC 6901 section 6); a number where it is an index. */
function unescapePointer(segment: string): string | number {
  const name = decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')
  return /^\d+$/.test(name) ? Number(name) : name
}

/** What the schema does not say: which texts are addresses. */
function findBehaviorIssues({ behaviors = {} }: Seed): string[] {
  try {
    parseBehaviors(behaviors, 'camelCase')
    return []
  } catch (error) {
    if (error instanceof TypeError) return [error.message]
    throw error
  }
}

/** The fields beside an unknown one: lists are named in the plural, and what is in them in the singular. */
function knownFieldsAt(path: Path): string[] {
  const parentField = path.slice(0, -1).findLast((segment) => typeof segment === 'string')
  const { definitions, properties } = seedSchema
  const definition = Object.entries(definitions).find(([name]) => `${name}s` === parentField)?.[1]
  return Object.keys(definition?.properties ?? properties)
}

/** `accounts[0].name`. */
function formatPath(path: Path): string {
  if (path.length === 0) return 'the seed'
  return path
    .map((segment) => {
      if (typeof segment === 'number') return `[${segment}]`
      return /^[\w$-]+$/.test(segment) ? `.${segment}` : `[${quoteValue(segment)}]`
    })
    .join('')
    .replace(/^\./, '')
}

/** Where a value begins, or its key, or the nearest thing around it that stands somewhere. */
function offsetOf(document: Document, path: Path, isKey = false): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const key = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === path[length - 1])?.key
      : undefined
    const node = isKey && length === path.length ? key : document.getIn(path.slice(0, length), true)
    const range = (node as { range?: readonly number[] | null } | undefined)?.range
    if (range?.[0] !== undefined) return range[0]
  }
  return document.contents?.range?.[0] ?? 0
}
