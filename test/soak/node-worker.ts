/**
 * The worker on Node, as it is, in a process that also tells how large its heap is.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

process.on('message', async () => {
  // Twice, with a breath between: what the first one finalizes, the second one frees.
  globalThis.gc?.()
  await sleep(200)
  globalThis.gc?.()
  process.send?.({ heapUsed: process.memoryUsage().heapUsed })
})
// Whoever started it is gone: nobody would end it.
process.once('disconnect', () => process.exit(0))

const [entry = ''] = process.argv.slice(2)
await import(pathToFileURL(entry).href)
