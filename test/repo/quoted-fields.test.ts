import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { description, type JsonSchema } from '../../generated/description.ts'
import { QUOTED_EXAMPLES } from '../contract/quoted-examples.ts'
import { ROOT } from '../scripts/run.ts'

type Properties = Record<string, { 'x-source'?: string }>

/** The fields of a body, by schema: `Calendar.calendar_id`. */
function fieldsOf({ $ref, items, additionalProperties, ...schema }: JsonSchema, body: unknown, name = ''): string[] {
  if ($ref !== undefined) {
    const referred = String($ref).replace('#/$defs/', '')
    return fieldsOf(description.schemas[referred] ?? {}, body, referred)
  }
  if (Array.isArray(body)) return body.flatMap((item) => fieldsOf((items ?? {}) as JsonSchema, item, name))
  if (typeof body !== 'object' || body === null) return []
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>
  return Object.entries(body).flatMap(([field, value]) => [
    `${name}.${field}`,
    ...fieldsOf(properties[field] ?? ((additionalProperties ?? {}) as JsonSchema), value, name),
  ])
}

test('every field that openapi.yaml calls documented is in an example of the documentation', async () => {
  const seen = new Set(
    QUOTED_EXAMPLES.filter(({ source }) => source.startsWith('https://docs.cronofy.com/')).flatMap(
      ({ operationId, part, body }) => {
        const operation = description.operations.find((known) => known.operationId === operationId)
        const content = part === 'request' ? operation?.request : operation?.responses[part]
        return Object.values(content ?? {}).flatMap((schema) => fieldsOf(schema, body))
      },
    ),
  )
  const { components } = parse(await readFile(join(ROOT, 'openapi.yaml'), 'utf8')) as {
    components: { schemas: Record<string, { properties?: Properties }> }
  }
  const documented = Object.entries(components.schemas).flatMap(([name, { properties = {} }]) =>
    Object.entries(properties)
      .filter(([, { 'x-source': source }]) => source === 'documented')
      .map(([field]) => `${name}.${field}`),
  )
  expect(documented.length).toBeGreaterThan(40)
  expect(documented.filter((field) => !seen.has(field))).toEqual([])
})
