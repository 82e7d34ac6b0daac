#!/usr/bin/env node
/**
 * `npm run sandbox -- --port 4010`, or `cronofy-sandbox` where the package is installed: the sandbox as a command. The port
 * is `--port`, else `SANDBOX_PORT`, else 4010. It listens on this machine alone, so there is no `--host`.
 *
 * @module
 */
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'

const HELP = `cronofy-sandbox: Cronofy on your machine, for tests (this is not Cronofy)

  --port PORT   where to listen on 127.0.0.1; 0 is any free port (default: SANDBOX_PORT, else 4010)
  --seed FILE   accounts, calendars and applications of your own, in JSON or YAML, instead of the usual ones
  --help        this text`

function readOptions(): { port?: string; seed?: string; help?: boolean } {
  try {
    const string = { type: 'string' } as const
    return parseArgs({ options: { port: string, seed: string, help: { type: 'boolean' } } }).values
  } catch (error) {
    throw new TypeError(`${error instanceof Error ? error.message : error}; --help lists what there is`, {
      cause: error,
    })
  }
}

function readPort(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new RangeError(`Cannot listen on port "${value}": it is not a number from 0 to 65535`)
}

/** What a package that was not installed is wanted for. They are optional for who uses the library alone. */
function describeStartError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const missingPackage = code === 'ERR_MODULE_NOT_FOUND' ? /'((?:@[\w-]+\/)?[\w-]+)/.exec(message)?.[1] : undefined
  if (missingPackage === undefined) return error instanceof Error ? error.message : String(error)
  return `Cannot start: the package "${missingPackage}" is missing; npm install hono @hono/node-server @cfworker/json-schema yaml`
}

try {
  const { port = process.env['SANDBOX_PORT'] ?? '4010', seed: seedFile, help } = readOptions()
  if (help) {
    console.log(HELP)
  } else {
    const portNumber = readPort(port)
    // Not before they are needed: `--help` needs none of them, and only a seed from a file needs YAML.
    const { createSandbox, defaultSeed } = await import('./index.ts')
    const { listen } = await import('./node.ts')
    const { startupBanner } = await import('./startup-banner.ts')
    const seed =
      seedFile === undefined ? defaultSeed : await (await import('./config/seed-file.ts')).readSeedFile(seedFile)
    const { url, close } = await listen(createSandbox({ seed }), { port: portNumber, replaceGlobals: true })
    // V8 would let the space for what is young grow to several times what all the rest takes, and keep it. Not before: a start
    // needs that space, and takes longer without.
    setFlagsFromString('--semi-space-growth-factor=1')
    console.log(startupBanner(url, seed))
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close)
  }
} catch (error) {
  console.error(describeStartError(error))
  process.exitCode = 1
}
