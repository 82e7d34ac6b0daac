import { createMemoryStore } from './memory.ts'
import { testCompareAndSwap, testStore } from './store-tests.ts'

testStore('memory', createMemoryStore)
testCompareAndSwap('memory', createMemoryStore)
