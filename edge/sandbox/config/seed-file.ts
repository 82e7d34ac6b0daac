/**
 * A seed from a file, in YAML or in JSON, which is YAML too: for Node, where files are.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { list, quote } from '../validation/messages.ts'
import { readBehaviours } from './behaviors.ts'
import { findRepeats, type Seed } from './seed.ts'
import { seedSchema } from './seed-schema.ts'

/** The steps to a value of the file: `['accounts', 0, 'name']`. */
type Path = readonly (string | number)[]

/** More than anybody mends at once. */
const MAX_FAULTS = 10

const WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'an object',
  string: 'a string',
}

/** Keywords that only report that something beneath them failed. */
const WRAPPERS: ReadonlySet<string> = new Set(['$ref', 'properties', 'items', 'additionalProperties'])

/**
 * Reads a seed.
 *
 * @throws TypeError with a line for each thing that is wrong: "Cannot read the seed: seed.yaml:4:5: accounts[0].name is
 * missing". Lines and columns begin at 1; no value is quoted but one that should be of a few.
 */
export async function readSeedFile(file: string): Promise<Seed> {
  return parseSeed(await readText(file), file)
}

/** Reads the text of a seed file as `readSeedFile` does. */
export function parseSeed(text: string, file: string): Seed {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })

  function refuse(faults: readonly { offset: number; state: string }[]): void {
    if (faults.length === 0) return
    const texts = faults.slice(0, MAX_FAULTS).map(({ offset, state }) => {
      const { line, col } = lines.linePos(offset)
      return `Cannot read the seed: ${file}:${line}:${col}: ${state}`
    })
    if (faults.length > MAX_FAULTS) texts.push(`Cannot read the seed: ${file}: ${faults.length - MAX_FAULTS} more`)
    throw new TypeError(texts.join('\n'))
  }

  // A tag that means nothing here is a warning to the parser.
  refuse([...document.errors, ...document.warnings].map(({ pos, message }) => ({ offset: pos[0], state: message })))
  const value: unknown = document.toJS()
  // A copy, because the validator writes resolved references into what it is given.
  const validator = new Validator(structuredClone(seedSchema) as Schema, '7', false)
  refuse(
    validator
      .validate(value)
      .errors.filter(({ keyword }) => !WRAPPERS.has(keyword))
      .map((unit) => faultOf(unit, document)),
  )
  const { $schema, ...seed } = value as Seed & { $schema?: string }
  refuse(faultsOfBehaviours(seed).map((state) => ({ offset: offsetOf(document, ['behaviours']), state })))
  refuse(
    findRepeats(seed).map(({ path, what }) => ({
      offset: offsetOf(document, path),
      state: `${write(path)} repeats ${what}`,
    })),
  )
  return seed
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const state = code === 'ENOENT' ? 'there is no such file' : message
    throw new TypeError(`Cannot read the seed: ${file}: ${state}`, { cause })
  }
}

function faultOf(
  { instanceLocation, keyword, error }: OutputUnit,
  document: Document,
): { offset: number; state: string } {
  const path = instanceLocation.split('/').slice(1).map(unescapePointer)
  const offset = offsetOf(document, path, keyword === 'false')
  // The validator tells what it expected in its message only.
  const expected = /Expected "(.*)"/.exec(error)?.[1] ?? ''
  const known = /any of \[(.*)\]/.exec(error)?.[1] ?? ''
  switch (keyword) {
    case 'required':
      return { offset, state: `${write([...path, /"(.*)"/.exec(error)?.[1] ?? ''])} is missing` }
    case 'false':
      return { offset, state: `${write(path)} is unknown; known are ${list(knownAt(path))}` }
    case 'type':
      return { offset, state: `${write(path)} is not ${WORDS[expected] ?? expected}` }
    case 'enum':
      return { offset, state: `${write(path)} is ${quote(document.getIn(path))}, not one of ${known}` }
    case 'minLength':
    case 'minItems':
      return { offset, state: `${write(path)} is empty` }
    case 'minimum':
    case 'maximum':
      return { offset, state: `${write(path)}: ${error.replace(/\.$/, '')}` }
    default:
      return { offset, state: `${write(path)} does not do: ${error}` }
  }
}

/** A segment of a JSON Pointer in a URI (RFC 6901 section 6); a number where it is an index. */
function unescapePointer(segment: string): string | number {
  const name = decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')
  return /^\d+$/.test(name) ? Number(name) : name
}

/** What the schema does not say: which texts are addresses. */
function faultsOfBehaviours({ behaviours = {} }: Seed): string[] {
  try {
    readBehaviours(behaviours, 'own')
    return []
  } catch (error) {
    if (error instanceof TypeError) return [error.message]
    throw error
  }
}

/** The fields beside an unknown one: lists are named in the plural, and what is in them in the singular. */
function knownAt(path: Path): string[] {
  const owner = path.slice(0, -1).findLast((step) => typeof step === 'string')
  const { definitions, properties } = seedSchema
  const kind = Object.entries(definitions).find(([name]) => `${name}s` === owner)?.[1]
  return Object.keys(kind?.properties ?? properties)
}

/** `accounts[0].name`. */
function write(path: Path): string {
  if (path.length === 0) return 'the seed'
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`
      return /^[\w$-]+$/.test(step) ? `.${step}` : `[${quote(step)}]`
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
