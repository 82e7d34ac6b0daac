/**
 * Detects a handler that is not mounted where its options say. Otherwise Cronofy would send users to a page that does not
 * exist, after they have consented.
 *
 * @module
 */
import { ConfigurationError } from '../errors.ts'
import { rawPath } from './http/request-url.ts'

/**
 * Asserts that a request came to the path at which a handler is mounted. A proxy may add a prefix or remove one, so either
 * path may be longer. A request to a path without `route` is not checked, because the framework may choose any path.
 *
 * @param mount.route The end of the path, such as `/return`.
 * @param mount.url The URL of this route by the handler's options.
 * @param mount.option The name of that option.
 * @throws {ConfigurationError}
 */
export function assertMountedAt(request: Request, mount: { route: string; url: URL; option: string }): void {
  const { route, url, option } = mount
  const path = rawPath(request.url)
  if (!path.endsWith(route) || url.pathname.endsWith(path) || path.endsWith(url.pathname)) return
  const mountPath = url.pathname.slice(0, -route.length)
  throw new ConfigurationError([
    `According to ${option}, this handler is mounted at ${mountPath}, but it received a request for ${path}. Mount it at ${mountPath}, or correct ${option}.`,
  ])
}
