/** D1 and Workers KV as Miniflare has them: in workerd, on this machine. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { KVNamespace } from '@cloudflare/workers-types'
import { Miniflare } from 'miniflare'
import { createD1Store, SCHEMA } from './d1.ts'
import { createKvStore } from './kv.ts'
import { createProvider, testCompareAndSwap, testStore } from './store-tests.ts'

const miniflare = new Miniflare({
  modules: true,
  script: 'export default {}',
  d1Databases: ['DB'],
  kvNamespaces: ['TOKENS'],
})
after(() => miniflare.dispose())

async function createD1() {
  const database = await miniflare.getD1Database('DB')
  await database.exec('DROP TABLE IF EXISTS connections')
  await database.prepare(SCHEMA).run()
  return createD1Store(database)
}

async function createKv() {
  const namespace = await miniflare.getKVNamespace('TOKENS')
  for (const { name } of (await namespace.list()).keys) await namespace.delete(name)
  // Miniflare brings types of its own, which differ in an overload.
  return createKvStore(namespace as unknown as KVNamespace)
}

testStore('D1', createD1)
testCompareAndSwap('D1', createD1)
testStore('KV', createKv)

test('KV: a location that still reads the old tokens gets null, until it reads the new ones', async () => {
  const [store, { expired, createManager }] = [await createKv(), await createProvider()]
  await store.connect('user-1', expired)
  const here = createManager(store)
  const fresh = await here.getTokens('user-1')
  let isStale = true
  const elsewhere = createManager({ ...store, load: (userId) => (isStale ? expired : store.load(userId)) })
  assert.equal(await elsewhere.getTokens('user-1'), null)
  isStale = false
  assert.deepEqual(await elsewhere.getTokens('user-1'), fresh)
})
