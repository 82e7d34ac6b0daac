/**
 * `npm run keys`: fresh keys for the worker, as lines of its environment. `-- NAME` names the API key, `backend` by default.
 *
 * @module
 */
import { newKey } from './new-key.ts'

const [name = 'backend'] = process.argv.slice(2)
console.log(`SEALING_KEYS=${newKey()}\nAPI_KEYS=${name}:${newKey()}`)
