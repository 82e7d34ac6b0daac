/**
 * Everything that can be wrong with the fields of a body, made from the schemas of openapi.yaml, so that a field which is
 * added there is tried without anybody thinking of it.
 *
 * @module
 */
import { description, type JsonSchema } from '../../generated/description.ts'

/** One thing that is wrong with a body. */
export interface BodyFault {
  /** The field, as `errors` of a 422 names it: `permissions[0].calendar_id`, or `body`. */
  readonly field: string
  /** What is wrong with it: `missing`, or the value that it has. */
  readonly what: string
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
export function faultsOf(name: string, valid: unknown): BodyFault[] {
  return faultsWithin(schemaOf({ $ref: `#/$defs/${name}` }), valid, '', (body) => body)
}

/** The paths of all fields of the schema of that name, those of the items of lists too. */
export function fieldsOf(name: string): string[] {
  const fields = (schema: JsonSchema, path: string): string[] => [
    path === '' ? 'body' : path,
    ...propertiesOf(schema).flatMap(([field, inner]) => fields(inner, join(path, field))),
    ...itemsOf(schema).flatMap((inner) => fields(inner, `${path}[0]`)),
  ]
  return fields(schemaOf({ $ref: `#/$defs/${name}` }), '')
}

function faultsWithin(schema: JsonSchema, value: unknown, path: string, put: (value: unknown) => unknown): BodyFault[] {
  const field = path === '' ? 'body' : path
  const own = wrongValues(schema).map((wrong) => ({ field, what: JSON.stringify(wrong), body: put(wrong) }))
  const inner = propertiesOf(schema).flatMap(([name, property]) => {
    const fields = value as Readonly<Record<string, unknown>>
    const { [name]: present, ...others } = fields
    const at = join(path, name)
    const faults = faultsWithin(property, present, at, (wrong) => put({ ...fields, [name]: wrong }))
    return present === undefined ? faults : [{ field: at, what: 'missing', body: put(others) }, ...faults]
  })
  const items = itemsOf(schema).flatMap((item) => {
    const [first, ...others] = value as readonly unknown[]
    return faultsWithin(item, first, `${path}[0]`, (wrong) => put([wrong, ...others]))
  })
  return [...own, ...inner, ...items]
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

function schemaOf(schema: JsonSchema): JsonSchema {
  const reference = schema['$ref']
  if (typeof reference !== 'string') return schema
  const found = description.schemas[reference.replace('#/$defs/', '')]
  if (found === undefined) throw new Error(`Cannot find the schema ${reference}`)
  return found
}

function propertiesOf(schema: JsonSchema): [string, JsonSchema][] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
  return Object.entries(properties).map(([name, property]) => [name, schemaOf(property)])
}

function itemsOf(schema: JsonSchema): JsonSchema[] {
  return schema['items'] === undefined ? [] : [schemaOf(schema['items'] as JsonSchema)]
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
