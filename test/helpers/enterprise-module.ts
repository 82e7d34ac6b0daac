import { createSandbox } from '../../edge/sandbox/index.ts'
import { extendedPermissions } from '../../edge/worker/module.ts'
import { createPermissionHandler, type PermissionHandler } from '../../src/handler/index.ts'
import { createClient } from '../../src/index.ts'
import { createKeys } from './fixtures.ts'

const SANDBOX = 'http://127.0.0.1:4010'

/** The module for a user with an Enterprise Connect account, which needs no page, and what it requests of Cronofy. */
export async function createEnterpriseModule(origin: string): Promise<{
  module: ReturnType<typeof extendedPermissions>
  /** The same without Hono. */
  handler: PermissionHandler<unknown>
  /** The methods of the calls. */
  calls: string[]
  /** The IDs of the requested calendars. */
  requested: string[]
}> {
  const sandbox = createSandbox()
  const tokens = await sandbox.fetch(
    new Request(`${SANDBOX}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'enterprise', data_center: 'de' }),
    }),
  )
  const { access_token: accessToken } = (await tokens.json()) as { access_token: string }
  const calls: string[] = []
  const requested: string[] = []
  const options = {
    redirectUri: `${origin}/permissions/return`,
    allowedReturnUrls: [`${origin}/settings`],
    keys: createKeys(),
    getAccount: () => ({ dataCenter: 'de', accessToken, subject: 'user-1' }) as const,
    onError: () => undefined,
    client: createClient({
      sandboxUrl: SANDBOX,
      fetch: async (request) => {
        calls.push(request.method)
        if (request.method === 'POST') {
          const body = (await request.clone().json()) as { permissions: { calendar_id: string }[] }
          requested.push(...body.permissions.map(({ calendar_id: id }) => id))
        }
        return sandbox.fetch(request)
      },
    }),
  }
  return { module: extendedPermissions(options), handler: createPermissionHandler(options), calls, requested }
}
