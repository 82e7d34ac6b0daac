/**
 * What the pages load besides their HTML.
 *
 * @module
 */
import { etag } from 'hono/etag'
import { Hono } from 'hono/tiny'
import { type Brand, brandStyle } from '../config/brand.ts'
import { rejectOtherMethods } from '../http/methods.ts'
import { PATHS } from '../http/paths.ts'
import type { RequestEnv } from '../http/request-context.ts'
import { STYLE } from '../pages/stylesheet.ts'

/** Creates the routes of the stylesheet and the icon. */
export function createAssets(brand: Brand): Hono<RequestEnv> {
  const style = STYLE + brandStyle(brand)
  const app = new Hono<RequestEnv>()
  app.get(PATHS.stylesheet, etag(), (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' })
  })
  // Browsers request it by themselves. The pages' policy would not allow the image.
  app.get(PATHS.icon, (c) => {
    c.header('Cache-Control', 'public, max-age=86400')
    return c.body(null, 204)
  })
  rejectOtherMethods(app)
  return app
}
