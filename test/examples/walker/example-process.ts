/**
 * Installs an example as a reader would, and runs its commands.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { copyFile, cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSealingKey } from '../../../src/sealing/key-ring.ts'
import { findFreePort } from '../../scripts/port.ts'
import { ROOT } from '../../scripts/run.ts'
import { resolveTool } from '../../scripts/tool.ts'

const EXAMPLES_FOLDER = join(ROOT, 'test/examples')

/** The name that the examples' package.json has for the packed package. */
const TARBALL_NAME = 'cronofy-extended-permissions.tgz'

/** How long a server may need until it responds. A first start compiles everything. */
const START_TIMEOUT_MS = 120_000

/** Copies an example to an empty folder, with the packed package beside it. */
export async function copyExample(name: string, folder: string, tarball: string): Promise<void> {
  const ignored = /\/(?:node_modules|cronofy-extended-permissions\.tgz)$/
  await cp(join(EXAMPLES_FOLDER, name), folder, { recursive: true, filter: (source) => !ignored.test(source) })
  await copyFile(tarball, join(folder, TARBALL_NAME))
}

/** Writes the file `.env` of an example. */
async function writeSettings(folder: string, settings: Readonly<Record<string, string>>): Promise<void> {
  let text = await readFile(join(EXAMPLES_FOLDER, '.env.example'), 'utf8')
  const all = { ...settings, SEALING_KEY: createSealingKey(), SESSION_SECRET: createSealingKey() }
  for (const [name, value] of Object.entries(all)) {
    if (!new RegExp(`^${name}=`, 'm').test(text)) throw new Error(`.env.example has no ${name}.`)
    text = text.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${value}`)
  }
  await writeFile(join(folder, '.env'), text)
}

/** Runs npm in a folder to its end. @throws {Error} with its output if it fails */
export async function runNpm(folder: string, args: readonly string[]): Promise<void> {
  const { ended, output } = spawnNpm(folder, args)
  const code = await ended
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code}:\n${output()}`)
}

/** A server that runs. */
export interface RunningExample {
  /** The URL of the application, with its base path. */
  readonly url: string
  readonly output: () => string
  readonly stop: () => Promise<void>
}

/** Starts an example on a free port, and waits until its settings page responds. */
export async function startExample(
  folder: string,
  { script, basePath, sandboxUrl }: { script: string; basePath: string; sandboxUrl: string },
): Promise<RunningExample> {
  const port = await findFreePort()
  const url = `http://localhost:${port}${basePath}`
  await writeSettings(folder, { PORT: String(port), PUBLIC_URL: url, SANDBOX_URL: sandboxUrl })
  const { child, ended, output } = spawnNpm(folder, ['run', script], { PORT: String(port) })
  const stop = async () => {
    // The group, because npm does not pass a signal on.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid)
    await ended
  }
  const timeout = Date.now() + START_TIMEOUT_MS
  while (Date.now() < timeout && child.exitCode === null) {
    const response = await fetch(`${url}/settings`).catch(() => undefined)
    if (response?.ok) return { url, output, stop }
    await sleep(100)
  }
  await stop()
  throw new Error(`npm run ${script} does not respond at ${url}/settings:\n${output()}`)
}

function spawnNpm(folder: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const [program, ...first] = resolveTool('npm')
  const child = spawn(program, [...first, ...args], {
    cwd: folder,
    env: { ...ownEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  return { child, ended, output: () => output }
}

/** Our environment without what npm sets for a script of this project. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:npm_(?!execpath$)|INIT_CWD$|NODE_ENV$)/i.test(name))
  return {
    ...Object.fromEntries(kept),
    NO_COLOR: '1',
    WRANGLER_SEND_METRICS: 'false',
    NEXT_TELEMETRY_DISABLED: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
  }
}
