/**
 * An application that mounts the module, at `http://localhost:…`, with an emulator at `http://127.0.0.1:…`: two sites, as the
 * application and Cronofy are. Its session cookie is `SameSite=Strict`.
 *
 * @module
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { extendedPermissions } from '../../edge/worker/module.ts'
import { createClient, createKeyRing, type Outcome } from '../../src/index.ts'
import { createSealingKey } from '../../src/sealing/key-ring.ts'

/** How the application's page posts its form. */
export interface FormPage {
  /** Attributes of the form beside its `action`. */
  readonly form: string
  /** A script module of the page. */
  readonly script: string
}

/** The application and its emulator. */
export interface HostApp {
  readonly origin: string
  readonly sandbox: string
  /** The outcomes that `onOutcome` received. */
  readonly outcomes: Outcome[]
  /** What the emulator was asked: method, path, and status. */
  providerCalls(): Promise<string[]>
  reset(): void
  close(): Promise<void>
}

/** Starts both. `/login/:account` signs in, and `/settings?page=…` shows a page of `pages`. */
export async function startHostApp(pages: Readonly<Record<string, FormPage>>): Promise<HostApp> {
  const emulator = createSandbox()
  const sandbox = await listen(emulator, { port: 0 })
  const outcomes: Outcome[] = []
  const app = new Hono()
  const server: Server = createServer(getRequestListener(app.fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const tokens = new Map<string, string>()

  app.get('/login/:account', async (c) => {
    const account = c.req.param('account')
    const response = await fetch(`${sandbox.url}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, data_center: 'de' }),
    })
    tokens.set(account, ((await response.json()) as { access_token: string }).access_token)
    setCookie(c, 'session', account, { sameSite: 'Strict', httpOnly: true })
    return c.html(`<!doctype html><title>Signed in</title><h1>Signed in as ${account}</h1>`)
  })
  app.get('/settings', (c) => {
    const { form, script } = pages[c.req.query('page') ?? ''] ?? { form: '', script: '' }
    const status = c.req.query('permission_status') ?? 'none'
    return c.html(`<!doctype html><title>Settings</title><link rel="icon" href="data:,">
<h1>Settings</h1><p>User: <span id="user">${getCookie(c, 'session') ?? 'nobody'}</span></p>
<p>Status: <span id="status">${/^[a-z]+$/.test(status) ? status : 'invalid'}</span></p>
<form id="start" method="post" action="/permissions/start" ${form}>
<input type="hidden" name="all_calendars" value="true"><button>Allow full access</button></form>
<script type="module">${script}</script>`)
  })
  app.route(
    '/permissions',
    extendedPermissions({
      redirectUri: `${origin}/permissions/return`,
      allowedReturnUrls: [`${origin}/settings`],
      keys: createKeyRing([createSealingKey()]),
      client: createClient({ sandboxUrl: sandbox.url }),
      getAccount(c) {
        const subject = getCookie(c, 'session') ?? ''
        const accessToken = tokens.get(subject)
        return accessToken === undefined ? null : { dataCenter: 'de', accessToken, subject }
      },
      onOutcome: (_, outcome) => void outcomes.push(outcome),
      onError: () => undefined,
    }),
  )

  return {
    origin,
    sandbox: sandbox.url,
    outcomes,
    async providerCalls() {
      const response = await fetch(`${sandbox.url}/sandbox/requests`)
      const { requests } = (await response.json()) as { requests: { method: string; path: string; status: number }[] }
      return requests.map(({ method, path, status }) => `${method} ${path.replace(/\?.*/, '')} ${status}`)
    },
    reset() {
      emulator.reset()
      outcomes.length = 0
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await sandbox.close()
    },
  }
}
