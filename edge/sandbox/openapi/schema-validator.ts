/**
 * openapi.yaml as a judge: what is wrong with a value by one of its schemas.
 *
 * @module
 */
import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import type { components } from '../../../generated/api.ts'
import { description } from '../../../generated/description.ts'

/** The shapes of openapi.yaml, by name. */
export type Schemas = components['schemas']

/** What is wrong, by the path of the field, in the provider's shape (documented: `errors` of a 422). */
export type FieldErrors = NonNullable<Schemas['Error']['errors']>

/** Holds values against openapi.yaml. */
export interface SchemaValidator {
  /**
   * What is wrong with `value` by the schema of that name; undefined where it is valid. Keys are paths such as
   * `permissions[0].calendar_id` (guess: the documented example is a field at the top), and `body` for the value itself.
   */
  validate(name: string, value: unknown): FieldErrors | undefined
}

/** A field is missing (documented). */
export const REQUIRED = { key: 'errors.required', description: 'required' } as const

/** A field is there and wrong. The key is a guess, modelled on `errors.required`. */
export const INVALID = { key: 'errors.invalid', description: 'invalid' } as const

/** Keywords that only report that something beneath them failed. */
const WRAPPER_KEYWORDS: ReadonlySet<string> = new Set(['$ref', 'properties', 'items', 'additionalProperties'])

/** Makes a contract. Validators are built when they are first needed: a start costs none. */
export function createSchemaValidator(): SchemaValidator {
  const validators = new Map<string, Validator>()

  function getValidator(name: string): Validator {
    const cached = validators.get(name)
    if (cached !== undefined) return cached
    // A copy, because the validator writes resolved references into what it is given. Draft 7 is closest to OpenAPI 3.0.
    const schema: Schema = { $ref: `#/$defs/${name}`, $defs: structuredClone(description.schemas) }
    const validator = new Validator(schema, '7', false)
    validators.set(name, validator)
    return validator
  }

  return {
    validate(name, value) {
      const errors: FieldErrors = {}
      for (const unit of getValidator(name).validate(value).errors) {
        if (!WRAPPER_KEYWORDS.has(unit.keyword))
          errors[fieldPath(unit)] ??= [unit.keyword === 'required' ? REQUIRED : INVALID]
      }
      return Object.keys(errors).length === 0 ? undefined : errors
    },
  }
}

/** `#/permissions/0` that lacks `calendar_id` → `permissions[0].calendar_id`. */
function fieldPath({ instanceLocation, keyword, error }: OutputUnit): string {
  const segments = instanceLocation.split('/').slice(1)
  // The validator names a missing field in its message only.
  const missing = keyword === 'required' ? /"(.*)"/.exec(error)?.[1] : undefined
  if (missing !== undefined) segments.push(missing)
  const path = segments.map((segment) => (/^\d+$/.test(segment) ? `[${segment}]` : `.${segment}`)).join('')
  return path === '' ? 'body' : path.replace(/^\./, '')
}
