/** Follows up when it starts, and then once a minute. Run it with `node --env-file=.env job.ts`, beside the application. */
import { setInterval } from 'node:timers/promises'
import { createClient, createKeyRing, createTokenManager } from 'cronofy-extended-permissions'
import { followUp } from './follow-up.ts'
import { openRequests } from './requests.ts'
import { load, save } from './store.ts'

const { DATABASE = 'example.db', SEALING_KEY, SANDBOX_URL } = process.env
const { CRONOFY_CLIENT_ID = '', CRONOFY_CLIENT_SECRET = '' } = process.env

const client = createClient({ sandboxUrl: SANDBOX_URL })
const applications = [{ dataCenter: 'us', clientId: CRONOFY_CLIENT_ID, clientSecret: CRONOFY_CLIENT_SECRET }] as const
const options = {
  client,
  keys: createKeyRing([SEALING_KEY]),
  tokens: createTokenManager({ client, applications, load, save }),
  requests: openRequests(DATABASE),
}

await followUp(options)
for await (const _ of setInterval(60_000)) await followUp(options)
