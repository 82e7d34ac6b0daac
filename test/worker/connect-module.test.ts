import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { type CronofyConnectOptions, cronofyConnect } from '../../edge/worker/connect-module.ts'
import { de } from '../../edge/worker/i18n/de.ts'
import type { Connection } from '../../src/handler/connect/connect-handler.ts'
import { createClient } from '../../src/index.ts'
import { createKeys } from '../helpers/fixtures.ts'
import { createTestBrowser } from '../helpers/test-browser.ts'
import { SANDBOX } from '../helpers/test-env.ts'

const ORIGIN = 'https://app.example.com'

/** An application with the module mounted at `/cronofy`, and a signed-in user. */
function setUp(overrides: Partial<CronofyConnectOptions> = {}) {
  const sandbox = createSandbox()
  const connections: Connection[] = []
  const errors: Error[] = []
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    if (c.error) errors.push(c.error)
  })
  app.route(
    '/cronofy',
    cronofyConnect({
      applications: [{ dataCenter: 'de', clientId: 'sandbox', clientSecret: 'sandbox-secret' }],
      keys: createKeys(),
      baseUrl: `${ORIGIN}/cronofy`,
      getSubject: () => 'user-1',
      allowedReturnUrls: [`${ORIGIN}/settings`],
      onConnected: (_, connection) => void connections.push(connection),
      onError: () => undefined,
      client: createClient({ sandboxUrl: SANDBOX, fetch: sandbox.fetch }),
      ...overrides,
    }),
  )
  const browser = createTestBrowser({ [ORIGIN]: (request) => app.fetch(request), [SANDBOX]: sandbox.fetch })
  return { app, browser, connections, errors }
}

describe('cronofyConnect()', () => {
  test('connects the user of the application', async () => {
    const { browser, connections } = setUp()
    const page = await browser.get(`${ORIGIN}/cronofy/connect/de`)
    const end = await browser.post(page.url.href, { account: 'google' })
    expect(end.url.href).toBe(`${ORIGIN}/settings?connection_status=connected`)
    expect(connections).toMatchObject([{ subject: 'user-1', dataCenter: 'de' }])
  })

  test("shows its error pages in the user's language, and sets c.error", async () => {
    const { app, errors } = setUp({ locales: { de } })
    const headers = { 'accept-language': 'de' }
    const page = await (await app.request(`${ORIGIN}/cronofy/connect/sg`, { headers })).text()
    expect(page).toContain('<html lang="de"')
    expect(errors).toMatchObject([{ code: 'unknown_data_center' }])
  })
})
