#!/usr/bin/env node
/**
 * The command `cronofy-extended-permissions`, also `npm run keys`.
 *
 * @module
 */
import { createSealingKey } from '../../../src/sealing/key-ring.ts'

const HELP = `cronofy-extended-permissions keys [NAME]: prints new keys as lines of an environment.

  SEALING_KEYS  a key for createKeyRing() and for the worker
  API_KEYS      an API key of the worker's service, named NAME (default: backend)`

const [command, name = 'backend', ...rest] = process.argv.slice(2)
if (command === 'keys' && /^\w[\w-]{0,31}$/.test(name) && rest.length === 0) {
  console.log(`SEALING_KEYS=${createSealingKey()}\nAPI_KEYS=${name}:${createSealingKey()}`)
} else {
  console.log(HELP)
  process.exitCode = process.argv.includes('--help') ? 0 : 1
}
