/**
 * Validates values against JSON Schemas: the seed, snapshots of the state, and the schemas of openapi.yaml.
 *
 * @module
 */
import type { OutputUnit, Schema } from '@cfworker/json-schema'

// Imported late, because the package is an optional peer. A plain import would fail without saying what to install.
const { Validator } = await import('@cfworker/json-schema').catch(() => ({ Validator: undefined }))

/** A part of a value that its schema does not allow. */
export interface SchemaIssue {
  /** A JSON Pointer to the part (RFC 6901): `/accounts/0/name`. Empty for the whole value. */
  readonly pointer: string
  /** The keyword of JSON Schema that the part breaks: `required`, `type`, … */
  readonly keyword: string
  /** The name of the missing property where `keyword` is `required`. */
  readonly missing?: string
  /** What is wrong. It quotes no string of the value, because any of them may be a secret. */
  readonly message: string
}

/** Keywords that only repeat an issue of something nested. */
const WRAPPER_KEYWORDS: ReadonlySet<string> = new Set(['$ref', 'properties', 'items', 'additionalProperties'])

/** An enum of 250 calendar IDs would fill the terminal. */
const MAX_MESSAGE_LENGTH = 200

/** Creates a function that lists what a schema does not allow in a value, in the order of the schema. */
export function createValidator(schema: Schema): (value: unknown) => SchemaIssue[] {
  if (Validator === undefined) {
    throw new Error(
      'Cannot create the emulator: the package "@cfworker/json-schema" is missing. Run `npm install --save-dev @cfworker/json-schema`.',
    )
  }
  // A copy, because the validator writes resolved references into the schema. Draft 7 is closest to OpenAPI 3.0.
  const validator = new Validator(structuredClone(schema), '7', false)
  return (value) => {
    try {
      const { errors } = validator.validate(value)
      return errors.filter(({ keyword }) => !WRAPPER_KEYWORDS.has(keyword)).map(toIssue)
    } catch (error) {
      // The validator cannot write half a surrogate pair into a pointer.
      if (!(error instanceof URIError)) throw error
      return [{ pointer: '', keyword: 'propertyNames', message: 'A property name is not valid Unicode.' }]
    }
  }
}

/** Removes undefined properties. They count as absent, and the validator knows only the values of JSON. */
export function omitUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined))
}

function toIssue({ instanceLocation, keyword, error }: OutputUnit): SchemaIssue {
  const pointer = decodeURI(instanceLocation.replace('#', ''))
  if (keyword === 'false') return { pointer, keyword, message: 'This property is unknown. Remove or rename it.' }
  const message = error.length > MAX_MESSAGE_LENGTH ? `${error.slice(0, MAX_MESSAGE_LENGTH)}…` : error
  // The validator states the name of a missing property in its message only.
  const missing = keyword === 'required' ? /"(.*)"/.exec(error)?.[1] : undefined
  return missing === undefined
    ? { pointer, keyword, message }
    : { pointer, keyword, missing, message: `"${missing}" is missing.` }
}
