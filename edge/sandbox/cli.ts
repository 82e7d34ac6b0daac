#!/usr/bin/env node
/**
 * The emulator as a command: `npm run sandbox`, or `cronofy-sandbox` where the package is installed.
 *
 * @module
 */
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { renderBanner } from './command/banner.ts'
import { ARGUMENTS, type CommandOptions, HELP, readCommandOptions } from './command/options.ts'
import type { Seed } from './config/seed.ts'

function readArguments(): ReturnType<typeof parseArgs<{ options: typeof ARGUMENTS }>>['values'] {
  try {
    return parseArgs({ options: ARGUMENTS }).values
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new TypeError(`${message}. Run with --help to list the options.`, { cause: error })
  }
}

/** Starts the emulator. The modules are imported late, because `--help` needs no package, and only a file needs the YAML parser. */
async function start(options: CommandOptions): Promise<void> {
  const { port, host, allowedHosts, dataCenter, portPerDataCenter, seedFile } = options
  const { createSandbox, defaultSeed } = await import('./index.ts')
  const { listen, listenPerDataCenter } = await import('./node.ts')
  const seed: Seed =
    seedFile === undefined ? defaultSeed : await (await import('./config/seed-file.ts')).readSeedFile(seedFile)
  const sandbox = createSandbox({ seed, dataCenter, allowedHosts })
  const listenOptions = { port, host, replaceGlobals: true }
  const location = portPerDataCenter
    ? await listenPerDataCenter(sandbox, listenOptions)
    : { ...(await listen(sandbox, listenOptions)), urls: undefined }
  // V8 would grow the space for young objects to several times the size of all others, and keep it. Set this after the
  // start, which is slower without that space.
  setFlagsFromString('--semi-space-growth-factor=1')
  console.log(renderBanner({ ...location, dataCenter, allowedHosts }, seed))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, location.close)
}

/** Names the package to install, because the emulator's packages are optional for users of the library. */
function describeStartError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const missingPackage = code === 'ERR_MODULE_NOT_FOUND' ? /'((?:@[\w-]+\/)?[\w-]+)/.exec(message)?.[1] : undefined
  // In Deno, the cause is a download that failed, and npm does not help.
  if (missingPackage === undefined || 'Deno' in globalThis)
    return error instanceof Error ? error.message : String(error)
  return `Cannot start: the package "${missingPackage}" is missing. Run \`npm install hono @hono/node-server @cfworker/json-schema yaml\`.`
}

try {
  const { help, ...values } = readArguments()
  if (help) console.log(HELP)
  else await start(readCommandOptions(values, process.env))
} catch (error) {
  console.error(describeStartError(error))
  process.exitCode = 1
}
