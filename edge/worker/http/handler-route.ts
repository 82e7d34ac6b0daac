/**
 * A handler as a route of a Hono app.
 *
 * @module
 */
import type { Context, Env, HonoRequest } from 'hono'
import { logError } from '../../../src/handler/errors/report-error.ts'
import { rebuildRequest, serializeForm } from '../../../src/handler/http/rebuild-request.ts'

/** Creates a route that calls a handler. */
export function toHonoRoute<E extends Env>(handler: {
  readonly fetch: (request: Request, c: Context<E>) => Promise<Response>
}): (c: Context<E>) => Promise<Response> {
  return async (c) => throughContext(c, await handler.fetch(await readableRequest(c.req), c))
}

/** Sets `c.error` for the application's own middleware, and calls the hook. */
export function toHonoErrorHook<E extends Env>(
  onError: ((c: Context<E>, error: Error) => unknown) | undefined,
): (c: Context<E>, error: Error) => unknown {
  return (c, error) => {
    c.error = error
    return onError === undefined ? logError(c.req.method, error) : onError(c, error)
  }
}

/** The request. If other code has read its body through `c.req`, it has the body that Hono keeps. */
async function readableRequest(request: HonoRequest): Promise<Request> {
  if (Object.keys(request.bodyCache).length === 0 || request.raw.body === null) return request.raw
  return rebuildRequest(request.raw, await readCache(request).catch(() => undefined))
}

async function readCache(request: HonoRequest): Promise<string | undefined> {
  // Hono would serialize the `FormData` of a form as multipart.
  return request.bodyCache.formData === undefined ? request.text() : serializeForm(await request.formData())
}

/** Adds the headers that hooks have set through Hono's context to a response. */
function throughContext(c: Context, response: Response): Response {
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) {
    // A page that was rendered through the context has them already.
    const known = c.newResponse(null).headers.getSetCookie()
    for (const cookie of cookies) if (!known.includes(cookie)) c.header('Set-Cookie', cookie, { append: true })
    response.headers.delete('Set-Cookie')
  }
  return c.newResponse(response.body, response)
}
