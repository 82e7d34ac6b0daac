import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createSandbox } from '../../../edge/sandbox/index.ts'
import { extendedPermissions } from '../../../edge/worker/module.ts'
import { isPlainPath, rawPath } from '../../../src/handler/http/request-url.ts'
import { createKeys } from '../../helpers/fixtures.ts'
import { SERVICE } from '../../helpers/service-test-env.ts'
import { createTestEnv, SANDBOX, WORKER } from '../../helpers/test-env.ts'

/** What a runtime builds of a request whose host or target is no URL. */
function requestOf(url: string, host?: string, method = 'GET'): Request {
  const request = new Request(`${WORKER}/`, { method, headers: host === undefined ? {} : { host } })
  return new Proxy(request, {
    get: (target, name) => {
      if (name === 'url') return url
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const CANARY = 'canary-code-5f2b9c'

describe('the worker', () => {
  test.each([
    ['a port that is too large', `http://localhost:99999/connect/callback/de?code=${CANARY}`, 'localhost:99999'],
    [
      'the same for a link of the service',
      `http://localhost:99999/connections/start?link=${CANARY}`,
      'localhost:99999',
    ],
    ['a host that is a path', `http://x/outcome?/connect?code=${CANARY}`, `x/outcome?`],
    ['a host with a blank', `http://a b/?code=${CANARY}`, 'a b'],
    ['user information', `http://user:pass@localhost:8787/?code=${CANARY}`, 'localhost:8787'],
    ['a user name alone', `http://user@localhost:8787/?code=${CANARY}`, 'localhost:8787'],
    ['a password alone', `http://:pass@localhost:8787/?code=${CANARY}`, 'localhost:8787'],
    ['a scheme that ends like http', `xhttp://localhost:8787/?code=${CANARY}`, 'localhost:8787'],
    ['another scheme', `localhost:8787?code=${CANARY}`, 'localhost:8787'],
    ['no URL at all', `?code=${CANARY}`, 'localhost:8787'],
    ['a host with a fragment', `http://x#y/?code=${CANARY}`, 'x#y'],
    ['a host with credentials', `http://a@b/?code=${CANARY}`, 'a@b'],
  ])('responds with 400 before any route, and logs no query, for %s (T31)', async (_, url, host) => {
    const { worker, logLines, providerCalls } = createTestEnv()
    const response = await worker.fetch(requestOf(url, host))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_request_url' })
    expect(logLines).toHaveLength(1)
    expect(JSON.parse(logLines[0] ?? '')).toMatchObject({ status: 400, error: 'invalid_request_url' })
    expect(logLines.join()).not.toContain(CANARY)
    expect(providerCalls).toEqual([])
  })

  test.each(['localhost', 'LOCALHOST:8787', 'app.example.com', 'a-b.example:443', '127.0.0.1:1', '[::1]:8787', 'a_b'])(
    'accepts the host %s (T31)',
    async (host) => {
      const { worker } = createTestEnv()
      expect((await worker.fetch(requestOf(`${WORKER}/healthz`, host))).status).toBe(200)
    },
  )

  test.each([
    '/%63onnect/us',
    '/connect/%75s',
    '/connect//us',
    '//connect/us',
    '/connect/us/',
    '/x/../connect/us',
    '/./healthz',
    '/connect\\us',
    '/%63onnections/start',
    '/connections//start/us',
    '/connections/callback/us/',
    '/x/../permission-requests/choose',
    '/permission-requests/choose/',
  ])('responds with 404 to %s, because a resource has one path (T31)', async (path) => {
    const { worker } = createTestEnv({ overrides: SERVICE })
    expect((await worker.fetch(requestOf(WORKER + path))).status).toBe(404)
  })

  test.each([
    ['PUT', '/healthz', 'GET, HEAD'],
    ['POST', '/openapi.yaml', 'GET, HEAD'],
    ['POST', '/readyz', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['DELETE', '/calendars', 'GET, HEAD, POST'],
    ['GET', '/connect/permissions/start', 'POST'],
    ['POST', '/connect/permissions/return', 'GET, HEAD'],
    ['PUT', '/outcome', 'GET, HEAD'],
    ['GET', '/sign-out', 'POST'],
    ['POST', '/connect/de', 'GET, HEAD'],
    ['POST', '/connect/callback/de', 'GET, HEAD'],
    ['POST', '/connections/start', 'GET, HEAD'],
    ['POST', '/connections/start/de', 'GET, HEAD'],
    ['POST', '/connections/callback/de', 'GET, HEAD'],
    ['GET', '/connections/refresh', 'POST'],
    ['POST', '/permission-requests/choose', 'GET, HEAD'],
    ['PUT', '/permission-requests/choose/x', 'GET, HEAD, POST'],
    ['GET', '/permission-requests/choose/x/start', 'POST'],
  ])('responds with 405 and Allow to %s %s (T31)', async (method, path, allow) => {
    const { worker } = createTestEnv({ overrides: SERVICE })
    const response = await worker.request(WORKER + path, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
  })
})

test('a path of the worker is checked as it was sent', () => {
  expect(rawPath('http://a.example/x/../y?z=/../#/..')).toBe('/x/../y')
  expect(rawPath('/x?y')).toBe('/x')
  for (const path of ['/', '/a.b/..c', '/connect/de', '/a...b']) expect(isPlainPath(path), path).toBe(true)
  for (const path of ['/..', '/a/.', '/%', '/a//b', '/a\\b']) expect(isPlainPath(path), path).toBe(false)
})

describe('the module', () => {
  const application = () =>
    new Hono()
      .get('/*', async (c, next) => {
        await next()
        if (c.res.status === 404) c.res = c.text('page of the application')
      })
      .route(
        '/',
        extendedPermissions({
          redirectUri: 'https://app.example.com/return',
          allowedReturnUrls: ['https://app.example.com/settings'],
          keys: createKeys(),
          getAccount: () => null,
          onError: () => undefined,
        }),
      )
      .get('/über', (c) => c.text('page of the application'))

  test.each([
    ['GET', '/start', 'POST'],
    ['POST', '/return', 'GET, HEAD'],
    ['DELETE', '/return', 'GET, HEAD'],
  ])('responds with 405, Allow, and a page that links back to %s %s (T31)', async (method, path, allow) => {
    const response = await application().request(`https://app.example.com${path}`, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    expect(await response.text()).toContain('href="https://app.example.com/settings"')
  })

  test("serves its own two paths in their plain form, and leaves the application's paths alone (T31)", async () => {
    const app = application()
    expect((await app.request('https://app.example.com/%72eturn')).status).not.toBe(400)
    const page = await app.request('https://app.example.com/%C3%BCber')
    expect([page.status, await page.text()]).toEqual([200, 'page of the application'])
    for (const name of ['content-security-policy', 'cache-control', 'cross-origin-resource-policy']) {
      expect(page.headers.get(name), name).toBeNull()
    }
    expect((await app.request('https://app.example.com/return')).headers.get('content-security-policy')).toContain(
      "'none'",
    )
  })

  test('rejects a host that is a path (T31)', async () => {
    const request = requestOf('https://x/return?/settings', 'x/return?')
    expect((await application().fetch(request)).status).toBe(400)
  })
})

describe('the emulator', () => {
  test.each([
    '/de/v1/%63alendars',
    '/de/%76%31/calendars',
    '/de/x/../v1/calendars',
    '/de/./v1/calendars',
    '/%75s/v1/userinfo',
  ])('responds with 404 to %s (T31)', async (path) => {
    const response = await createSandbox().fetch(requestOf(SANDBOX + path, '127.0.0.1:4010'))
    expect(response.status).toBe(404)
  })

  test.each(['/de/v1/calendars', '/de//v1/calendars/'])('serves %s', async (path) => {
    expect((await createSandbox().fetch(requestOf(SANDBOX + path, '127.0.0.1:4010'))).status).toBe(401)
  })
})
