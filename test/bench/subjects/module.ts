/**
 * The module alone, mounted as the README shows it.
 *
 * @module
 */
import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { extendedPermissions } from '../../../edge/worker/module.ts'
import { createClient } from '../../../src/client/client.ts'
import { createKeyRing } from '../../../src/sealing/key-ring.ts'

const app = create(env as unknown as Readonly<Record<string, string>>)

export default app

function create(environment: Readonly<Record<string, string>>): Hono {
  const module = extendedPermissions({
    redirectUri: `${environment['PUBLIC_URL']}/permissions/return`,
    allowedReturnUrls: [environment['ALLOWED_RETURN_URLS'] ?? ''],
    keys: createKeyRing([environment['SEALING_KEYS']]),
    getAccount: (c) => ({
      dataCenter: 'us',
      accessToken: c.req.path.endsWith('/start') ? 'fresh' : 'granted',
      subject: 'user-1',
    }),
    onOutcome: () => undefined,
    client: createClient({ sandboxUrl: environment['SANDBOX_URL'] }),
  })
  return new Hono().get('/healthz', (c) => c.json({ status: 'ok' })).route('/permissions', module)
}
