import { type Schema, Validator } from '@cfworker/json-schema'
import { parse } from 'yaml'
import { serviceDescription } from '../../generated/service-description.ts'

interface Content {
  readonly content: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>>
}

interface Operation {
  readonly requestBody: Content
  readonly responses: Readonly<Record<string, Content | { readonly $ref: string }>>
}

interface Description {
  readonly paths: Readonly<Record<string, { readonly post?: Operation }>>
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>
    readonly responses: Readonly<Record<string, Content & { readonly description: string }>>
  }
}

/** The description of the worker's own API. */
export const description: Description = parse(serviceDescription) as Description

/** The paths of the operations for backends, which are all POST. */
export const SERVICE_PATHS: readonly string[] = Object.keys(description.paths).filter(
  (path) => description.paths[path]?.post !== undefined,
)

/** What is wrong with `value` by the schema of that name of the description; empty where it is valid. */
export function findSchemaIssues(name: string, value: unknown): string[] {
  const schemas = JSON.parse(
    JSON.stringify(description.components.schemas)
      .replaceAll('#/components/schemas/', '#/$defs/')
      // JSON Schema has no `nullable`.
      .replaceAll('"type":"string","nullable":true', '"type":["string","null"]'),
  )
  const schema: Schema = { $ref: `#/$defs/${name}`, $defs: schemas }
  return new Validator(schema, '7', false)
    .validate(value)
    .errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`)
}

/** What is wrong with an answer to a POST by the description; empty where it is as described. */
export function findResponseIssues(path: string, status: number, contentType: string | null, body: unknown): string[] {
  const response = description.paths[path]?.post?.responses[String(status)]
  if (response === undefined) return [`${path} has no status ${status}`]
  const { content } = '$ref' in response ? resolveResponse(response.$ref) : response
  const schema = content[contentType ?? '']?.schema.$ref
  if (schema === undefined) return [`${path} ${status} has no content type "${contentType}"`]
  return findSchemaIssues(schema.replace('#/components/schemas/', ''), body)
}

/** Every code that the description names for an operation: `409 account_token_rejected`. */
export function documentedErrors(path: string): string[] {
  return Object.entries(description.paths[path]?.post?.responses ?? {}).flatMap(([status, response]) =>
    '$ref' in response
      ? errorCodesIn(resolveResponse(response.$ref).description).map((code) => `${status} ${code}`)
      : [],
  )
}

/** The words in backticks that are neither an operation nor a field. */
export function errorCodesIn(text: string): string[] {
  return [...text.matchAll(/`([a-z]+(?:_[a-z]+)*)`/g)]
    .map(([, code = '']) => code)
    .filter((code) => !NOT_ERROR_CODES.has(code))
}

const NOT_ERROR_CODES: ReadonlySet<string> = new Set(['subject', 'errors', 'instance', 'deep'])

function resolveResponse(ref: string): Content & { readonly description: string } {
  const response = description.components.responses[ref.replace('#/components/responses/', '')]
  if (response === undefined) throw new Error(`Cannot look up ${ref}: the description has no such answer`)
  return response
}
