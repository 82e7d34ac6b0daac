/**
 * `npm run sandbox -- --port 4010`: the sandbox as a command. The port is `--port`, else `SANDBOX_PORT`, else 4010.
 *
 * @module
 */
import { parseArgs } from 'node:util'
import { describeSandbox } from './greeting.ts'
import { createSandbox, defaultSeed } from './index.ts'
import { listen } from './node.ts'

function readPort(): number {
  const { values } = parseArgs({ options: { port: { type: 'string' } } })
  const text = values.port ?? process.env['SANDBOX_PORT'] ?? '4010'
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new RangeError(`Cannot listen on port "${text}": it is not a number from 0 to 65535`)
}

try {
  const { url, close } = await listen(createSandbox(), { port: readPort() })
  console.log(describeSandbox(url, defaultSeed))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
