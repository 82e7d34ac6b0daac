import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ERRORS, type ErrorCode } from '../../src/error-codes.ts'
import { HTTP_ERRORS } from '../../src/handler/errors/http-error.ts'
import { serviceStatus } from '../../src/handler/errors/public-error.ts'
import { errorCodesIn } from '../helpers/service-contract.ts'
import { ROOT } from '../scripts/run.ts'

interface Description {
  readonly info: { readonly description: string }
  readonly components: {
    readonly schemas: { readonly ErrorCode: { readonly 'x-extensible-enum': readonly string[] } }
    readonly responses: Readonly<Record<string, ProblemResponse>>
  }
}

interface ProblemResponse {
  readonly description: string
  readonly content: { readonly 'application/problem+json': { readonly examples: Readonly<Record<string, Example>> } }
}

interface Example {
  readonly value: {
    readonly code: ErrorCode
    readonly status: number
    readonly detail: string
    readonly errors?: object
  }
}

const { info, components } = parse(await readFile(join(ROOT, 'edge/worker/openapi.yaml'), 'utf8')) as Description
const INFOS = { ...ERRORS, ...HTTP_ERRORS }

/** The examples of a response, in the order of the description. */
const examplesOf = ({ content }: ProblemResponse) =>
  Object.values(content['application/problem+json'].examples).map(({ value }) => value)

test.each(Object.entries(components.responses))('%s has an example for each of its codes', (_, response) => {
  const codes = errorCodesIn(response.description)
  expect(codes.length).toBeGreaterThan(0)
  expect(
    examplesOf(response)
      .map(({ code }) => code)
      .sort(),
  ).toEqual(codes.sort())
})

test('the examples have the status of their code, and end with what to do about it', () => {
  for (const { code, status, detail } of Object.values(components.responses).flatMap(examplesOf)) {
    expect(serviceStatus(code), code).toBe(status)
    expect(detail, code).toMatch(/\.$/)
    expect(detail.endsWith(INFOS[code][1]), `${code}: ${detail}`).toBe(true)
  }
})

test('only examples of invalid fields have `errors`', () => {
  const withErrors = Object.values(components.responses)
    .flatMap(examplesOf)
    .filter(({ errors }) => errors !== undefined)
  expect(new Set(withErrors.map(({ code }) => code))).toEqual(
    new Set(['validation_failed', 'provider_validation_failed']),
  )
})

test('ErrorCode lists every code of the responses, and those of every route', () => {
  const ofEveryRoute = [...info.description.matchAll(/^- \d{3} `(\w+)`/gm)].map(([, code = '']) => code)
  expect(ofEveryRoute).toHaveLength(4)
  const ofResponses = Object.values(components.responses).flatMap(({ description }) => errorCodesIn(description))
  expect(components.schemas.ErrorCode['x-extensible-enum']).toEqual(
    [...new Set([...ofEveryRoute, ...ofResponses])].sort(),
  )
})
