import { createDenoKvStore } from './deno-kv.ts'
import { testCompareAndSwap, testStore } from './store-tests.ts'

const createStore = async () => createDenoKvStore(await Deno.openKv(':memory:'))

testStore('Deno KV', createStore)
testCompareAndSwap('Deno KV', createStore)
