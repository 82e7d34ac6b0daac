import { expect, test } from 'vitest'
import { description } from '../../../generated/description.ts'
import { QUOTED_EXAMPLES, type QuotedExample } from '../../contract/quoted-examples.ts'
import { findIssues } from '../../helpers/strict-schemas.ts'

const titled = QUOTED_EXAMPLES.map((example) => ({
  example,
  what: example.part === 'request' ? 'request' : `answer with ${example.part}`,
  ...example,
}))

/** What openapi.yaml does not allow in an example. A placeholder of the documentation is replaced by a URL. */
function findExampleIssues({ operationId, part }: QuotedExample, body: unknown): string[] {
  const operation = description.operations.find((known) => known.operationId === operationId)
  // A body that is shown as JSON and described as a form has the same schema.
  const [schema] = Object.values((part === 'request' ? operation?.request : operation?.responses[part]) ?? {})
  if (schema === undefined) throw new Error(`Cannot hold the example: ${operationId} has no body of ${part}`)
  return findIssues(schema, JSON.parse(JSON.stringify(body).replaceAll(/\{[A-Z_]+\}/g, 'https://app.example.com/')))
}

test.each(titled)('openapi.yaml allows the $what of $operationId in $source ($read)', ({ example }) => {
  expect(findExampleIssues(example, example.body)).toEqual([])
})

test.each(titled)('openapi.yaml would not allow another $what of $operationId than that in $source', ({ example }) => {
  const [[name = '', value], ...others] = Object.entries(example.body as object) as [[string, unknown]]
  expect(findExampleIssues(example, Object.fromEntries([[`${name}s`, value], ...others]))).not.toEqual([])
})

test('there is an example of every body that Cronofy documents', () => {
  const quoted = new Set(QUOTED_EXAMPLES.map(({ operationId, part }) => `${operationId} ${part}`))
  const bodies = description.operations.flatMap(({ operationId, request, responses }) => [
    ...(Object.keys(request).length > 0 ? [`${operationId} request`] : []),
    ...(Object.keys(responses['200'] ?? {}).length > 0 ? [`${operationId} 200`] : []),
  ])
  expect(bodies.filter((body) => !quoted.has(body))).toEqual([])
})
