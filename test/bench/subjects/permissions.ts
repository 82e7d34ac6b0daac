import type { Hono } from 'hono'
import { extendedPermissions } from '../../../edge/worker/module.ts'
import { createClient } from '../../../src/client/client.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'

/** Creates the module as in the README, for a user whose calendars are granted during the flow. */
export function createPermissions(options: {
  publicUrl: string
  allowedReturnUrls: readonly string[]
  keys: KeyRing
  sandboxUrl: string | undefined
}): Hono {
  const { publicUrl, allowedReturnUrls, keys, sandboxUrl } = options
  return extendedPermissions({
    redirectUri: new URL('/permissions/return', publicUrl).href,
    allowedReturnUrls,
    keys,
    getAccount: (c) => ({
      dataCenter: 'us',
      accessToken: c.req.path.endsWith('/start') ? 'fresh' : 'granted',
      subject: 'user-1',
    }),
    onOutcome: () => undefined,
    client: createClient({ sandboxUrl }),
  })
}
