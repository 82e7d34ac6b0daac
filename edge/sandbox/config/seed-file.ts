/**
 * Reads a seed from a YAML or JSON file. It needs Node's file system.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { LineCounter, parseDocument } from 'yaml'
import { createValidator } from '../validation/json-schema.ts'
import { parseBehaviors } from './behaviors.ts'
import { findDuplicates, type Seed } from './seed.ts'
import { seedSchema } from './seed-schema.ts'

/** More issues would scroll the first ones off the screen. */
const MAX_REPORTED_ISSUES = 10

/**
 * Reads a seed file.
 *
 * @throws TypeError with one line per issue: "Cannot read the seed: seed.yaml: /accounts/0: "name" is missing." A syntax
 * error has its line and column, both from 1: "seed.yaml:4:5: …". No value of the file is quoted.
 */
export async function readSeedFile(file: string): Promise<Seed> {
  return parseSeed(await readText(file), file)
}

/** Parses the text of a seed file. `file` is its name in error messages. Throws as `readSeedFile` does. */
export function parseSeed(text: string, file: string): Seed {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  // An unknown tag is only a warning for the parser.
  throwIssues(
    [...document.errors, ...document.warnings].map(({ pos, message }) => {
      const { line, col } = lineCounter.linePos(pos[0])
      return `${file}:${line}:${col}: ${message}`
    }),
  )
  const value: unknown = document.toJS()
  throwIssues(
    createValidator(seedSchema)(value).map(
      ({ pointer, message }) => `${file}: ${pointer === '' ? 'the seed' : pointer}: ${message}`,
    ),
  )
  const { $schema, ...seed } = value as Seed & { $schema?: string }
  throwIssues(findBehaviorIssues(seed).map((message) => `${file}: /behaviors: ${message}`))
  throwIssues(findDuplicates(seed).map(({ pointer, label }) => `${file}: ${pointer}: ${label} exists twice.`))
  return seed
}

function throwIssues(issues: readonly string[]): void {
  if (issues.length === 0) return
  const reported = issues.slice(0, MAX_REPORTED_ISSUES)
  if (issues.length > reported.length) reported.push(`and ${issues.length - reported.length} more issues`)
  throw new TypeError(reported.map((issue) => `Cannot read the seed: ${issue}`).join('\n'))
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw new TypeError(`Cannot read the seed: ${file}: ${code === 'ENOENT' ? 'The file does not exist.' : message}`, {
      cause,
    })
  }
}

/** Finds what the schema cannot express: strings that are not URLs. */
function findBehaviorIssues({ behaviors = {} }: Seed): string[] {
  try {
    parseBehaviors(behaviors, 'camelCase')
    return []
  } catch (error) {
    if (error instanceof TypeError) return [error.message]
    throw error
  }
}
