/**
 * Runs the worker on Node, in a process that also reports the size of its heap.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

/** Idle connections to the emulator stay open for four seconds, and keep the data that they have read. */
const SETTLE_MS = 5000

process.on('message', async () => {
  await sleep(SETTLE_MS)
  // V8 discards compiled code that did not run for several collections. All of it must be discarded before each measurement.
  for (let collections = 0; collections < 10; collections++) {
    globalThis.gc?.()
    await sleep(100)
  }
  process.send?.({ heapUsed: process.memoryUsage().heapUsed })
})
// If the parent process has ended, nothing else would stop this one.
process.once('disconnect', () => process.exit(0))

const [entry = ''] = process.argv.slice(2)
await import(pathToFileURL(entry).href)
