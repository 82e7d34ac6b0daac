/**
 * A description as the site shows it: the committed one, with what Redoc does not show by itself. The file stays as it is.
 *
 * @module
 */
import type { Sample } from './samples.ts'

/** As much of an OpenAPI description as is looked at here. */
export interface Description {
  readonly info: { readonly title: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly responses: Readonly<Record<string, Answer>> }
}

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly [string, ...string[]]
  /** How sure it is that there is such an operation. */
  readonly 'x-source'?: string
  readonly requestBody?: object
  readonly responses: Readonly<Record<string, Answer | { readonly $ref: string }>>
}

interface Answer {
  readonly description: string
  /** How sure it is that there is such an answer. */
  readonly 'x-source'?: string
}

/** Every operation's id. */
export function operationIds({ paths }: Description): string[] {
  return Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
}

/**
 * The description for the reader: each operation with its samples, each answer with its source in words. Redoc shows the
 * extension `x-source` of operations and fields, but not of answers.
 */
export function forReaders(description: Description, samples: readonly Sample[]): Description {
  return {
    ...description,
    paths: mapValues(description.paths, (methods) =>
      mapValues(methods, (operation) => ({
        ...operation,
        responses: mapValues(operation.responses, (answer) => ('$ref' in answer ? answer : withSource(answer))),
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

/** An answer whose text ends with its source, in the form that Redoc gives to those of operations and fields. */
function withSource(answer: Answer): Answer {
  const source = answer['x-source']
  if (source === undefined) return answer
  return { ...answer, description: `${answer.description.trimEnd()}\n\n**source:** \`${source}\`` }
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
