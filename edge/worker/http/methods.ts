import type { Context, Env, Hono } from 'hono'
import { HttpError } from '../../../src/handler/errors/http-error.ts'

/** Responds with 405 to every method that no route of a path has. Call it after the routes are added. */
export function rejectOtherMethods<E extends Env>(app: Hono<E>): void {
  const methodsByPath = new Map<string, Set<string>>()
  // Middleware has the method `ALL`.
  for (const { path, method } of app.routes.filter((route) => route.method !== 'ALL')) {
    const methods = methodsByPath.get(path) ?? new Set()
    methodsByPath.set(path, methods.add(method))
    // Hono responds to HEAD where it responds to GET.
    if (method === 'GET') methods.add('HEAD')
  }
  for (const [path, methods] of methodsByPath) app.all(path, (c: Context) => rejectMethod(c, [...methods].join(', ')))
}

/** Rejects a method, and names those that the route has (RFC 9110 section 15.5.6). @throws {HttpError} `method_not_allowed` */
export function rejectMethod(c: Context, allow: string): never {
  c.header('Allow', allow)
  throw new HttpError('method_not_allowed', `This route does not support ${c.req.method}.`)
}
