#!/usr/bin/env node
/**
 * The emulator as a command: `npm run sandbox`, or `cronofy-sandbox` where the package is installed.
 *
 * @module
 */
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import type { Seed } from './config/seed.ts'

const HELP = `cronofy-sandbox: an emulator of Cronofy for tests. This is not Cronofy.

  --port PORT   the port on 127.0.0.1; 0 selects a free one (default: SANDBOX_PORT or 4010)
  --seed FILE   a JSON or YAML file with applications, accounts, and calendars (default: the built-in seed)
  --help        print this help`

function readOptions(): { port?: string; seed?: string; help?: boolean } {
  try {
    const string = { type: 'string' } as const
    return parseArgs({ options: { port: string, seed: string, help: { type: 'boolean' } } }).values
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new TypeError(`${message}. Run with --help to list the options.`, { cause: error })
  }
}

function parsePort(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new RangeError(`Cannot listen on port "${value}". Pass a number from 0 to 65535.`)
}

async function printBanner(url: string, { clients, accounts }: Seed): Promise<void> {
  const { SANDBOX_DATA_CENTERS, DEFAULT_DATA_CENTER } = await import('./config/data-centers.ts')
  const [firstAccount] = accounts
  const width = Math.max(...accounts.map(({ name }) => name.length))
  const body = JSON.stringify({ account: firstAccount?.name, data_center: DEFAULT_DATA_CENTER })
  console.log(`Sandbox (this is not Cronofy): ${url}
Inspector (accounts, requests, clock, and faults in a browser): ${url}/sandbox

Data centers, by path (without one it is ${DEFAULT_DATA_CENTER}): ${SANDBOX_DATA_CENTERS.map(({ id }) => `/${id}`).join(' ')}

Applications:
${clients.map(({ clientId, clientSecret }) => `  client_id ${clientId}  client_secret ${clientSecret}`).join('\n')}

Accounts:
${accounts.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`).join('\n')}
${
  firstAccount === undefined
    ? '  none. Add one to the seed to be able to sign in.'
    : `
Create a token:
  curl ${url}/sandbox/tokens -H 'content-type: application/json' -d '${body}'`
}

Press Ctrl-C to stop.`)
}

/** Names the package to install, because the emulator's packages are optional for users of the library. */
function describeStartError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const missingPackage = code === 'ERR_MODULE_NOT_FOUND' ? /'((?:@[\w-]+\/)?[\w-]+)/.exec(message)?.[1] : undefined
  if (missingPackage === undefined) return error instanceof Error ? error.message : String(error)
  return `Cannot start: the package "${missingPackage}" is missing. Run \`npm install hono @hono/node-server @cfworker/json-schema yaml\`.`
}

try {
  const { port = process.env['SANDBOX_PORT'] ?? '4010', seed: seedFile, help } = readOptions()
  if (help) {
    console.log(HELP)
  } else {
    const portNumber = parsePort(port)
    // Imported late, because `--help` needs no package, and only a seed file needs the YAML parser.
    const { createSandbox, defaultSeed } = await import('./index.ts')
    const { listen } = await import('./node.ts')
    const seed =
      seedFile === undefined ? defaultSeed : await (await import('./config/seed-file.ts')).readSeedFile(seedFile)
    const { url, close } = await listen(createSandbox({ seed }), { port: portNumber, replaceGlobals: true })
    // V8 would grow the space for young objects to several times the size of all others, and keep it. Set this after the
    // start, which is slower without that space.
    setFlagsFromString('--semi-space-growth-factor=1')
    await printBanner(url, seed)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close)
  }
} catch (error) {
  console.error(describeStartError(error))
  process.exitCode = 1
}
