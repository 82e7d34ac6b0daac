/**
 * Validates values against the schemas of openapi.yaml and reports issues in the shape of Cronofy's errors.
 *
 * @module
 */
import type { components } from '../../../generated/api.ts'
import { description } from '../../../generated/description.ts'
import { createValidator, type SchemaIssue } from '../validation/json-schema.ts'

export type Schemas = components['schemas']

/** The issues of a value by field (documented: `errors` of a 422). */
export type FieldErrors = NonNullable<Schemas['ErrorResponse']['errors']>

export interface SchemaValidator {
  /**
   * Returns the issues of `value`, or undefined if the schema with this name allows it. Keys are paths such as
   * `permissions[0].calendar_id` (guess: the documented example is a top-level field), and `body` for the value itself.
   */
  validate(name: string, value: unknown): FieldErrors | undefined
}

/** A required field is missing (documented). */
export const REQUIRED = { key: 'errors.required', description: 'required' } as const

/** A field has an invalid value. The key is a guess, modeled on `errors.required`. */
export const INVALID = { key: 'errors.invalid', description: 'invalid' } as const

/** Creates a validator. It compiles each schema on first use, so that starting the emulator stays fast. */
export function createSchemaValidator(): SchemaValidator {
  const validators = new Map<string, (value: unknown) => SchemaIssue[]>()

  function getValidator(name: string): (value: unknown) => SchemaIssue[] {
    const cached = validators.get(name)
    if (cached !== undefined) return cached
    const validator = createValidator({ $ref: `#/$defs/${name}`, $defs: description.schemas })
    validators.set(name, validator)
    return validator
  }

  return {
    validate(name, value) {
      const errors: FieldErrors = {}
      for (const issue of getValidator(name)(value)) {
        errors[fieldPath(issue)] ??= [issue.keyword === 'required' ? REQUIRED : INVALID]
      }
      return Object.keys(errors).length === 0 ? undefined : errors
    },
  }
}

/** `/permissions/0` without its `calendar_id` → `permissions[0].calendar_id`. */
function fieldPath({ pointer, missing }: SchemaIssue): string {
  const segments = [...pointer.split('/').slice(1), ...(missing === undefined ? [] : [missing])]
  const path = segments.map((segment) => (/^\d+$/.test(segment) ? `[${segment}]` : `.${segment}`)).join('')
  return path === '' ? 'body' : path.replace(/^\./, '')
}
