/**
 * `npm start`: the emulator, the worker, and a small application on this machine, ready for a browser. `npm run
 * dev:cloudflare` and `npm run dev:deno` run the worker in those runtimes instead of Node. `deno task demo` runs all three in
 * Deno, with nothing installed.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { createSealingKey } from '../../src/sealing/key-ring.ts'
import { serveAcme } from './acme.ts'
import { isPortFree } from './port.ts'
import { RUNS_IN_DENO } from './tool.ts'
import { waitUntilHealthy, workerCommand, workerEnvironment } from './worker-process.ts'

const runtime = process.argv[2] ?? 'node'
if (runtime !== 'node' && runtime !== 'cloudflare' && runtime !== 'deno') {
  fail(`Cannot start the worker on "${runtime}": use node, cloudflare or deno`)
}
const port = readPort('PORT', 8787)
const sandboxPort = readPort('SANDBOX_PORT', 4010)
const appPort = readPort('APP_PORT', 3000)

await requireFree('PORT', port)
await requireFree('SANDBOX_PORT', sandboxPort)
await requireFree('APP_PORT', appPort)
const sandbox = await listen(createSandbox(), { port: sandboxPort })

const publicUrl = `http://localhost:${port}`
const appUrl = `http://localhost:${appPort}`
const apiKey = createSealingKey()
// For a backend that runs beside Acme.
const { ALLOWED_RETURN_URLS } = process.env
const returnUrls = ALLOWED_RETURN_URLS ? `${appUrl},${ALLOWED_RETURN_URLS}` : appUrl
const environment = {
  ...workerEnvironment({
    ...{ publicUrl, sandboxUrl: sandbox.url, port },
    service: { apiKeys: `acme:${apiKey}`, returnUrls },
  }),
  BRAND_NAME: 'Acme Scheduling',
  BRAND_URL: appUrl,
}
const [program, ...args] = workerCommand(runtime, environment)
const worker: ChildProcess = spawn(program, args, {
  env: { ...process.env, ...environment },
  stdio: ['ignore', 'pipe', 'inherit'],
})
if (process.env['VERBOSE'] !== undefined) worker.stdout?.pipe(process.stdout)
else worker.stdout?.resume()

let endAcme: (() => void) | undefined

// Ctrl-C reaches the worker too, as it belongs to the same terminal; whichever ends first takes the other along.
worker.once('exit', (code) => void end(code ?? 0))
process.once('SIGINT', () => void end(0))
process.once('SIGTERM', () => void end(0))
// Also after an error, such as a closed pipe in `npm start | head`.
process.once('exit', () => worker.kill())

await waitUntilHealthy(`http://127.0.0.1:${port}`).catch((error: Error) => fail(error.message))
endAcme = await serveAcme({ port: appPort, baseUrl: appUrl, serviceUrl: publicUrl, sandboxUrl: sandbox.url, apiKey })
console.log(`
  Open      ${appUrl}   (an application that uses the worker)

  Worker    ${publicUrl}   (the service and the connect app, on ${runtime})
  Emulator  ${sandbox.url}   (plays Cronofy: no account, no network)
  API key   ${apiKey}

  The whole flow with curl, from the connection to its end:

    SERVICE_URL=${publicUrl} API_KEY=${apiKey} SUBJECT=user-42 \\
      RETURN_TO=${appUrl} ACCOUNT=google sh test/examples/backends/curl/flow.sh

  Ctrl-C ends everything.
`)

async function end(code: number): Promise<never> {
  endAcme?.()
  worker.kill()
  await sandbox.close()
  process.exit(code)
}

async function requireFree(name: string, port: number): Promise<void> {
  if (await isPortFree(port)) return
  fail(`Port ${port} is in use. Choose another one with ${name}=${port + 1} ${commandName()}`)
}

function commandName(): string {
  if (RUNS_IN_DENO) return 'deno task demo'
  return runtime === 'node' ? 'npm start' : `npm run dev:${runtime}`
}

function readPort(name: string, fallback: number): number {
  const port = Number(process.env[name] ?? fallback)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  fail(`Cannot use ${name}=${process.env[name]}: it is not a port number`)
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
