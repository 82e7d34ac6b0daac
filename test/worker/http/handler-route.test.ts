import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { toHonoRoute } from '../../../edge/worker/http/handler-route.ts'

test('toHonoRoute() keeps every cookie of the application and of the response, each once', async () => {
  const app = new Hono()
  const withCookies = (response: Response) => {
    response.headers.append('Set-Cookie', 'a=1')
    response.headers.append('Set-Cookie', 'b=2')
    return response
  }
  app.use(async (c, next) => {
    c.header('Set-Cookie', 'own=1')
    await next()
  })
  app.get('/response', toHonoRoute({ fetch: async () => withCookies(new Response('x')) }))
  // A page that was rendered through the context has the application's cookie already.
  app.get('/page', toHonoRoute({ fetch: async (_, c) => withCookies(await c.html('x')) }))
  for (const path of ['/response', '/page']) {
    expect((await app.request(path)).headers.getSetCookie(), path).toEqual(['own=1', 'a=1', 'b=2'])
  }
})
