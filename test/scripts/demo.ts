/**
 * Starts the processes of `npm start`.
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
import { type Runtime, waitUntilHealthy, workerCommand, workerEnvironment } from './worker-process.ts'

/** The variables that set ports, and their defaults. */
const DEFAULT_PORTS = { PORT: 8787, SANDBOX_PORT: 4010, APP_PORT: 3000 } as const

/** How often it looks whether the process that started it still runs. */
const PARENT_INTERVAL_MS = 1000

type PortName = keyof typeof DEFAULT_PORTS

const PORT_NAMES = Object.keys(DEFAULT_PORTS) as PortName[]

/** Starts the emulator, the worker in `runtime`, and the application. A signal, or the end of the worker, ends all of them. */
export async function startDemo(runtime: Runtime): Promise<void> {
  const ports = await readPorts(runtime)
  keepProxyOut()
  const sandbox = await listen(createSandbox(), { port: ports.SANDBOX_PORT }).catch((error: Error) =>
    fail(error.message),
  )

  const publicUrl = `http://localhost:${ports.PORT}`
  const appUrl = `http://localhost:${ports.APP_PORT}`
  const apiKey = createSealingKey()
  // For a backend that runs beside Acme.
  const { ALLOWED_RETURN_URLS } = process.env
  const returnUrls = ALLOWED_RETURN_URLS ? `${appUrl},${ALLOWED_RETURN_URLS}` : appUrl
  const environment = {
    ...workerEnvironment({
      ...{ publicUrl, sandboxUrl: sandbox.url, port: ports.PORT },
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
  async function end(code: number): Promise<never> {
    endAcme?.()
    worker.removeAllListeners('exit')
    worker.kill()
    await sandbox.close()
    process.exit(code)
  }

  // Ctrl+C reaches the worker too, because it belongs to the same terminal. If one of the two processes ends, the other one ends too.
  worker.once('exit', (code) => {
    console.error('The worker has ended.')
    void end(code ?? 1)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end(0))
  // npm passes no signal on that only npm gets.
  const { ppid } = process
  setInterval(() => process.ppid !== ppid && void end(0), PARENT_INTERVAL_MS).unref()
  // Also after an error, such as a closed pipe in `npm start | head`.
  process.once('exit', () => worker.kill())

  await waitUntilHealthy(`http://127.0.0.1:${ports.PORT}`).catch((error: Error) => fail(error.message))
  endAcme = await serveAcme({
    ...{ port: ports.APP_PORT, baseUrl: appUrl, serviceUrl: publicUrl, sandboxUrl: sandbox.url, apiKey },
  })
  console.log(`
  Open      ${appUrl}   (an application that uses the worker)

  Worker    ${publicUrl}   (the service and the connect app, on ${runtime})
  Emulator  ${sandbox.url}   (plays Cronofy: no account, no network)
  API key   ${apiKey}

  The whole flow with curl, from the connection to the outcome:

    SERVICE_URL=${publicUrl} API_KEY=${apiKey} SUBJECT=user-42 \\
      RETURN_TO=${appUrl} ACCOUNT=microsoft sh test/examples/backends/curl/flow.sh

  Press Ctrl+C to stop everything.
`)
}

/** Reads the ports. If some cannot be used, it ends the process with a command that works. */
async function readPorts(runtime: Runtime): Promise<Readonly<Record<PortName, number>>> {
  const ports = Object.fromEntries(PORT_NAMES.map((name) => [name, readPort(name)])) as Record<PortName, number>
  const used = new Set<PortName>()
  const taken = new Set<number>()
  for (const name of PORT_NAMES) {
    if (taken.has(ports[name]) || !(await isPortFree(ports[name]))) used.add(name)
    taken.add(ports[name])
  }
  if (used.size === 0) return ports
  const mustDiffer = taken.size < PORT_NAMES.length
  const settings: string[] = []
  for (const name of PORT_NAMES) {
    if (used.has(name)) settings.push(`${name}=${await findPortAfter(ports[name], taken)}`)
    else if (process.env[name] !== undefined) settings.push(`${name}=${ports[name]}`)
  }
  const command = `${settings.join(' ')} ${commandOf(runtime)}`
  if (mustDiffer) fail(`${PORT_NAMES.join(', ')} must differ. Run: ${command}`)
  const list = [...used].map((name) => ports[name]).join(' and ')
  fail(`${used.size === 1 ? `Port ${list} is` : `Ports ${list} are`} in use. Run: ${command}`)
}

/** Finds the next free port, and adds it to `taken`. */
async function findPortAfter(port: number, taken: Set<number>): Promise<number> {
  for (let next = port + 1; next < 65_536; next++) {
    if (taken.has(next) || !(await isPortFree(next))) continue
    taken.add(next)
    return next
  }
  fail(`No port above ${port} is free.`)
}

function commandOf(runtime: Runtime): string {
  if (RUNS_IN_DENO) return 'deno task demo'
  return runtime === 'node' ? 'npm start' : `npm run dev:${runtime}`
}

function readPort(name: PortName): number {
  const text = process.env[name] ?? String(DEFAULT_PORTS[name])
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port > 0 && port < 65_536) return port
  fail(`Cannot use ${name}=${process.env[name]}: it is not a port number`)
}

/** Deno sends all requests to `HTTP_PROXY`, even requests to this machine. */
function keepProxyOut(): void {
  const { NO_PROXY } = process.env
  process.env['NO_PROXY'] = ['localhost', '127.0.0.1', ...(NO_PROXY ? [NO_PROXY] : [])].join(',')
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
