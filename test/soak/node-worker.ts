/**
 * The worker on Node, as it is, in a process that also tells how large its heap is.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

/** Idle connections to the sandbox are kept for four seconds, and with them what they have read. */
const SETTLE_MS = 5000

process.on('message', async () => {
  await sleep(SETTLE_MS)
  // V8 lets go of compiled code that nobody ran for several collections: all of it has to be gone at either measurement.
  for (let collections = 0; collections < 10; collections++) {
    globalThis.gc?.()
    await sleep(100)
  }
  process.send?.({ heapUsed: process.memoryUsage().heapUsed })
})
// Whoever started it is gone: nobody would end it.
process.once('disconnect', () => process.exit(0))

const [entry = ''] = process.argv.slice(2)
await import(pathToFileURL(entry).href)
