/** An application that mounts the module. `globals.ts` has what surrounds it. */
import { createKeyRing } from 'cronofy-extended-permissions'
import { extendedPermissions } from 'cronofy-extended-permissions/hono'
import { Hono } from 'hono'

const app: Hono = new Hono()

app.route(
  '/permissions',
  extendedPermissions({
    redirectUri: 'https://app.example.com/permissions/return',
    allowedReturnUrls: ['https://app.example.com/settings'],
    keys: createKeyRing([sealingKey]),
    getAccount: (c) => accountOfSession(c),
    onOutcome: (_, outcome) => record(outcome.requestId, outcome),
  }),
)

export default app
