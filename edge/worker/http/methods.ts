import type { Context, Env, Hono } from 'hono'
import { HttpError } from '../errors/http-error.ts'

/** Responds with 405 to every method that no route of these paths has. `allow` is the value of the header `Allow`. */
export function rejectOtherMethods<E extends Env>(
  app: Pick<Hono<E>, 'all'>,
  allowByPath: Readonly<Record<string, string>>,
): void {
  for (const [path, allow] of Object.entries(allowByPath)) app.all(path, (c: Context) => rejectMethod(c, allow))
}

/** Rejects a method, and names those that the route has (RFC 9110 section 15.5.6). @throws {HttpError} `method_not_allowed` */
export function rejectMethod(c: Context, allow: string): never {
  c.header('Allow', allow)
  throw new HttpError('method_not_allowed', `This route does not support ${c.req.method}.`)
}
