/**
 * An operation for backends: a POST with an API key and a JSON body.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { Hono } from 'hono/tiny'
import { HttpError } from '../../../src/handler/errors/http-error.ts'
import { readFields, requestFormat } from '../../../src/handler/http/request-body.ts'
import { type ApiKey, findApiKey } from '../config/api-keys.ts'
import { rejectMethod } from '../http/methods.ts'
import type { ServiceEnv } from './context.ts'
import { notFoundError, problemResponse } from './problem-response.ts'

/** Adds an operation: it parses the body, and responds with 200 and a result. */
export type AddOperation = <Body extends object, Result extends object>(
  path: string,
  parse: (body: object) => Body,
  run: (body: Body, c: Context<ServiceEnv>) => Promise<Result>,
) => void

/** Returns a function that adds operations to an app. */
export function createAddOperation(api: Hono<ServiceEnv>, apiKeys: readonly ApiKey[]): AddOperation {
  const requireApiKey: MiddlewareHandler<ServiceEnv> = async (c, next) => {
    const apiKey = await findApiKey(apiKeys, c.req.raw.headers)
    if (apiKey === undefined) {
      throw new HttpError('unauthorized', 'The API key is missing or unknown.')
    }
    c.get('requestContext').apiKey = apiKey.name
    return next()
  }
  return (path, parse, run) => {
    api.options(path, rejectCors)
    api.post(path, requireApiKey, async (c) => {
      const body = parse(await readJson(c))
      if ('data_center' in body) c.get('requestContext').dataCenter = String(body.data_center)
      return c.json(await run(body, c))
    })
    api.all(path, (c) => rejectMethod(c, 'POST'))
  }
}

/** Makes every error an `application/problem+json`, on unknown paths below these as well. */
export function respondWithProblems(api: Hono<ServiceEnv>, prefixes: readonly string[]): void {
  for (const prefix of prefixes) {
    api.all(`${prefix}/*`, () => {
      throw notFoundError()
    })
  }
  api.onError((error, c) => problemResponse(c, error))
}

function rejectCors(c: Context): never {
  if (c.req.header('access-control-request-method') === undefined) return rejectMethod(c, 'POST')
  throw new HttpError('cross_origin_request', 'The service does not allow CORS, because tokens must stay on servers.')
}

async function readJson(c: Context): Promise<object> {
  if (requestFormat(c.req.raw.headers) !== 'json') {
    throw new HttpError('unsupported_media_type', 'The body is not application/json.')
  }
  return readFields(c.req.raw)
}
