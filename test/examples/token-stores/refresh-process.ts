/** A process of an application: it asks for one user's tokens 50 times at once. The test starts it twice. */
import { createClient, createTokenManager } from 'cronofy-extended-permissions'
import { Pool } from 'pg'
import { createPostgresStore } from './postgresql.ts'

const { DATABASE_URL, SANDBOX_URL, LOCK } = process.env

const pools = [new Pool({ connectionString: DATABASE_URL }), new Pool({ connectionString: DATABASE_URL })] as const
const { load, save, lock } = createPostgresStore(...pools)
const tokens = createTokenManager({
  client: createClient({ sandboxUrl: SANDBOX_URL }),
  applications: [{ dataCenter: 'us', clientId: 'sandbox', clientSecret: 'sandbox-secret' }],
  load,
  save,
  lock: LOCK === 'yes' ? lock : undefined,
})
await load('user-1')
// The parent responds when every process is ready.
process.send?.('ready')
await new Promise((resolve) => process.once('message', resolve))
const results = await Promise.all(Array.from({ length: 50 }, () => tokens.getTokens('user-1')))
process.send?.(results.map((result) => result?.accessToken ?? null))
process.disconnect()
for (const pool of pools) await pool.end()
