/**
 * A worker with the module only. It creates the module when it is loaded.
 *
 * @module
 */
import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { createKeyRing } from '../../../src/sealing/key-ring.ts'
import { createPermissions } from './permissions.ts'

const { PUBLIC_URL, ALLOWED_RETURN_URLS, SEALING_KEYS, SANDBOX_URL } = env as unknown as Readonly<
  Record<string, string>
>

const app: Hono = new Hono().route(
  '/permissions',
  createPermissions({
    publicUrl: PUBLIC_URL ?? '',
    allowedReturnUrls: [ALLOWED_RETURN_URLS ?? ''],
    keys: createKeyRing([SEALING_KEYS]),
    sandboxUrl: SANDBOX_URL,
  }),
)

export default app
