/**
 * Parses the responses of the service, and checks them against its OpenAPI description. An undocumented response is a failure.
 *
 * @module
 */
import { type Schema, Validator } from '@cfworker/json-schema'
import { parse } from 'yaml'
import type { components } from '../../generated/service.ts'
import { serviceDescription } from '../../generated/service-description.ts'
import { type ErrorResult, isActionableCode, type StepResult } from './step-result.ts'

type Schemas = components['schemas']

/** The path and the result schema of each operation. */
export const OPERATIONS = {
  begin: { path: '/permission-requests', result: 'BeginResult' },
  complete: { path: '/permission-requests/complete', result: 'Outcome' },
  read: { path: '/permissions/read', result: 'ReadResult' },
  connect: { path: '/connections', result: 'ConnectResult' },
  completeConnection: { path: '/connections/complete', result: 'Connection' },
  refresh: { path: '/connections/refresh', result: 'RefreshResult' },
  revoke: { path: '/connections/revoke', result: 'RevokeResult' },
} as const

/** An operation of the service. */
export type Operation = keyof typeof OPERATIONS

/** The body of an operation's 200 response. */
export type Result<Name extends Operation> = Schemas[(typeof OPERATIONS)[Name]['result']]

/** A response of the service. */
export type ServiceResponse<Name extends Operation> =
  | { readonly body: Result<Name> }
  | { readonly failure: ErrorResult | Extract<StepResult, { kind: 'unexpected' }> }

interface Description {
  readonly paths: Readonly<Record<string, { post: { responses: Readonly<Record<string, { $ref?: string }>> } }>>
  readonly components: {
    readonly responses: Readonly<Record<string, { description: string }>>
    readonly schemas: Readonly<Record<string, Schema>>
  }
}

const description = parse(serviceDescription) as Description
const validators = new Map<string, Validator>()

/** Parses a response. */
export function parseServiceResponse<Name extends Operation>(
  operation: Name,
  { status, type, text }: { status: number; type: string; text: string },
): ServiceResponse<Name> {
  const { path, result } = OPERATIONS[operation]
  const body = parseJson(text)
  if (status === 200) {
    // The description makes both optional, because generators have no good way to say "exactly one of the two".
    const isComplete = operation !== 'begin' || hasStatus(body, 'outcome' in Object(body) ? 'done' : 'redirect')
    if (type === 'application/json' && isComplete && isValid(result, body)) return { body: body as Result<Name> }
    return {
      failure: {
        kind: 'unexpected',
        description: `200 from ${path} whose body is not a valid ${result}: ${text.slice(0, 200)}`,
      },
    }
  }
  if (type !== 'application/problem+json' || !isValid('Problem', body)) {
    return {
      failure: {
        kind: 'unexpected',
        description: `${status} from ${path} whose body is not a valid Problem: ${text.slice(0, 200)}`,
      },
    }
  }
  const { code } = body as Schemas['Problem']
  // The description also documents the code for a bug in the worker, but callers cannot act on that code.
  const isDocumented = hasStatus(body, status) && isActionableCode(code) && documentedCodes(path, status).has(code)
  return {
    failure: {
      kind: 'error',
      code,
      ...(!isDocumented && { untyped: `${status} from ${path} with the undocumented code ${code}` }),
    },
  }
}

/** Returns the codes that the description documents for a status of an operation. */
function documentedCodes(path: string, status: number): Set<string> {
  const name = description.paths[path]?.post.responses[status]?.$ref?.split('/').pop() ?? ''
  const words = description.components.responses[name]?.description.matchAll(/`([a-z_]+)`/g) ?? []
  return new Set([...words].map(([, code = '']) => code))
}

function isValid(name: string, value: unknown): boolean {
  const validator = validators.get(name)
  if (validator !== undefined) return validator.validate(value).valid
  // A copy, because the validator writes resolved references into its input. Draft 7 is closest to OpenAPI 3.0.
  const schemas = structuredClone(description.components.schemas)
  const schema: Schema = { $ref: `#/components/schemas/${name}`, components: { schemas } }
  validators.set(name, new Validator(schema, '7'))
  return isValid(name, value)
}

function hasStatus(body: unknown, status: string | number): body is object {
  return typeof body === 'object' && body !== null && 'status' in body && body.status === status
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
