/**
 * `npm start`: the emulator, the worker, and a small application on this machine, ready for use in a browser. `npm run dev:cloudflare` and
 * `npm run dev:deno` run the worker in those runtimes instead of Node. `deno task demo` runs all three in Deno, with nothing installed.
 *
 * @module
 */
import { readCommandLine } from './command-line.ts'

const RUNTIMES = ['node', 'cloudflare', 'deno'] as const

const USAGE = `npm start, npm run dev:cloudflare, npm run dev:deno, or deno task demo: starts the emulator, the worker, and an application.

  PORT          the worker's port (default: 8787)
  SANDBOX_PORT  the emulator's port (default: 4010)
  APP_PORT      the application's port (default: 3000)
  VERBOSE       if set, shows the worker's log`

const runtime = readCommandLine(USAGE, ([name = 'node', unknown]) => {
  const found = RUNTIMES.find((known) => known === name)
  if (found === undefined || unknown !== undefined) throw new Error(`This command has no argument ${unknown ?? name}.`)
  return found
})
// Loading the rest takes longer than a second on a slow machine.
console.log('Starting the emulator, the worker, and an application. This takes a few seconds.')
const { startDemo } = await import('./demo.ts')
await startDemo(runtime)
