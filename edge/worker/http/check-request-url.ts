import type { MiddlewareHandler } from 'hono'
import { assertRequestUrl } from '../../../src/handler/http/request-url.ts'

/** Rejects a request whose URL or host is invalid, before any route sees it (T31). @throws {HttpError} `invalid_request_url` */
export const checkRequestUrl: MiddlewareHandler = (c, next) => {
  assertRequestUrl(c.req.raw)
  return next()
}
