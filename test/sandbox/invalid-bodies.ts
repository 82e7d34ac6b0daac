/**
 * Everything that can be wrong with the fields of a body, made from the schemas of openapi.yaml, so that a field which is
 * added there is tried without anybody thinking of it.
 *
 * @module
 */
import { description, type JsonSchema } from '../../generated/description.ts'

/** One thing that is wrong with a body. */
export interface InvalidBody {
  /** The field, as `errors` of a 422 names it: `permissions[0].calendar_id`, or `body`. */
  readonly field: string
  /** What is wrong with it: `missing`, or the value that it has. */
  readonly issue: string
  /** The body with this fault, and no other. */
  readonly body: unknown
}

const ANY_TYPE: readonly (readonly [type: string, value: unknown])[] = [
  ['null', null],
  ['boolean', true],
  ['number', 7],
  ['string', 'text'],
  ['array', []],
  ['array', ['text']],
  ['object', {}],
]

/**
 * The faults of a body by the schema of that name.
 *
 * @param valid A body that lacks nothing and has no field that it could do without: taking one away is a fault.
 */
export function invalidBodiesFor(name: string, valid: unknown): InvalidBody[] {
  return invalidBodiesWithin(resolveSchema({ $ref: `#/$defs/${name}` }), valid, '', (body) => body)
}

/** The paths of all fields of the schema of that name, those of the items of lists too. */
export function fieldPaths(name: string): string[] {
  const fields = (schema: JsonSchema, path: string): string[] => [
    path === '' ? 'body' : path,
    ...schemaProperties(schema).flatMap(([field, inner]) => fields(inner, joinPath(path, field))),
    ...schemaItems(schema).flatMap((inner) => fields(inner, `${path}[0]`)),
  ]
  return fields(resolveSchema({ $ref: `#/$defs/${name}` }), '')
}

function invalidBodiesWithin(
  schema: JsonSchema,
  value: unknown,
  path: string,
  replaceIn: (value: unknown) => unknown,
): InvalidBody[] {
  const field = path === '' ? 'body' : path
  const ofThisValue = wrongValues(schema).map((wrong) => ({
    field,
    issue: JSON.stringify(wrong),
    body: replaceIn(wrong),
  }))
  const ofProperties = schemaProperties(schema).flatMap(([name, property]) => {
    const fields = value as Readonly<Record<string, unknown>>
    const { [name]: propertyValue, ...others } = fields
    const propertyPath = joinPath(path, name)
    const invalidBodies = invalidBodiesWithin(property, propertyValue, propertyPath, (wrong) =>
      replaceIn({ ...fields, [name]: wrong }),
    )
    return propertyValue === undefined
      ? invalidBodies
      : [{ field: propertyPath, issue: 'missing', body: replaceIn(others) }, ...invalidBodies]
  })
  const ofItems = schemaItems(schema).flatMap((item) => {
    const [first, ...others] = value as readonly unknown[]
    return invalidBodiesWithin(item, first, `${path}[0]`, (wrong) => replaceIn([wrong, ...others]))
  })
  return [...ofThisValue, ...ofProperties, ...ofItems]
}

/** Values of every other type, and those of the right type that the schema rules out. */
function wrongValues(schema: JsonSchema): unknown[] {
  return [
    ...ANY_TYPE.filter(([type]) => type !== schema['type']).map(([, value]) => value),
    ...(schema['minLength'] === 1 || schema['enum'] !== undefined ? [''] : []),
    ...(schema['minItems'] === 1 ? [[]] : []),
    ...(schema['enum'] !== undefined ? ['another'] : []),
    ...(schema['format'] === 'uri' ? ['no address', '/relative', '//host.example/path'] : []),
  ]
}

function resolveSchema(schema: JsonSchema): JsonSchema {
  const reference = schema['$ref']
  if (typeof reference !== 'string') return schema
  const found = description.schemas[reference.replace('#/$defs/', '')]
  if (found === undefined) throw new Error(`Cannot find the schema ${reference}`)
  return found
}

function schemaProperties(schema: JsonSchema): [string, JsonSchema][] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
  return Object.entries(properties).map(([name, property]) => [name, resolveSchema(property)])
}

function schemaItems(schema: JsonSchema): JsonSchema[] {
  return schema['items'] === undefined ? [] : [resolveSchema(schema['items'] as JsonSchema)]
}

function joinPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
