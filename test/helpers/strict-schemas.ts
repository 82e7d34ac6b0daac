import { type Schema, Validator } from '@cfworker/json-schema'
import { description, type JsonSchema } from '../../generated/description.ts'

/** Every schema of openapi.yaml, allowing no field that it does not have. Draft 7 is closest to OpenAPI 3.0. */
const CLOSED_SCHEMAS = Object.fromEntries(
  Object.entries(description.schemas).map(([name, schema]) => [name, closeSchema(schema)]),
)

/** Keywords that only report what another one reports as well. */
const WRAPPER_KEYWORDS: ReadonlySet<string> = new Set(['$ref', 'properties', 'items', 'false'])

/**
 * What is wrong with a value by a schema of openapi.yaml, where a field that is not described is wrong too. A description
 * has to let others add fields; a misspelt one of ours would pass for that.
 */
export function findIssues(schema: JsonSchema, value: unknown): string[] {
  // A copy, because the validator writes resolved references into what it is given.
  const closed: Schema = structuredClone({ ...closeSchema(schema), $defs: CLOSED_SCHEMAS })
  const { errors } = new Validator(closed, '7', false).validate(value)
  return errors
    .filter(({ keyword }) => !WRAPPER_KEYWORDS.has(keyword))
    .map(({ instanceLocation, error }) => `${instanceLocation} ${error}`)
}

function closeSchema(schema: JsonSchema): JsonSchema {
  const { properties, items } = schema
  return {
    ...schema,
    ...(isObject(items) && { items: closeSchema(items) }),
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, isObject(field) ? closeSchema(field) : field]),
      ),
      additionalProperties: false,
    }),
  }
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null
}
