/**
 * Prepares an OpenAPI description for Redoc. The committed file stays unchanged.
 *
 * @module
 */
import type { Sample } from './samples.ts'

/** The parts of an OpenAPI description that this module uses. */
export interface Description {
  readonly info: { readonly title: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly responses: Readonly<Record<string, ApiResponse>> }
}

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly [string, ...string[]]
  /** The source of the operation, such as `documented`. */
  readonly 'x-source'?: string
  readonly requestBody?: object
  readonly responses: Readonly<Record<string, ApiResponse | { readonly $ref: string }>>
}

interface ApiResponse {
  readonly description: string
  /** The source of the response, such as `documented`. */
  readonly 'x-source'?: string
}

/** Returns the ID of every operation. */
export function operationIds({ paths }: Description): string[] {
  return Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
}

/**
 * Adds the code samples to each operation, and the source to the description of each response. Redoc shows the extension
 * `x-source` for operations and fields, but not for responses.
 */
export function forReaders(description: Description, samples: readonly Sample[]): Description {
  return {
    ...description,
    paths: mapValues(description.paths, (methods) =>
      mapValues(methods, (operation) => ({
        ...operation,
        responses: mapValues(operation.responses, (response) => ('$ref' in response ? response : withSource(response))),
        'x-codeSamples': samples
          .filter(({ operationId }) => operationId === operation.operationId)
          .map(({ language, label, source }) => ({ lang: language, label, source })),
      })),
    ),
    components: {
      ...description.components,
      responses: mapValues(description.components.responses, withSource),
    },
  }
}

/** Appends the source to the description, in the same format as Redoc uses for operations and fields. */
function withSource(response: ApiResponse): ApiResponse {
  const source = response['x-source']
  if (source === undefined) return response
  return { ...response, description: `${response.description.trimEnd()}\n\n**source:** \`${source}\`` }
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
