/**
 * Runs the worker in workerd, bundled as for a deployment. It does not use the development server of Wrangler, so that the memory
 * is that of the worker only.
 *
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../scripts/run.ts'
import { startProcess } from './processes.ts'

/** The file name of the module that Wrangler writes. */
const MODULE = 'cloudflare.js'

/**
 * Bundles the worker of the project at `root` into `folder`, as a deployment would.
 *
 * @param entry Another file to bundle instead.
 */
export async function bundleWorker(root: string, folder: string, entry?: string): Promise<void> {
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
  const bundling = startProcess(
    'wrangler',
    [
      process.execPath,
      wrangler,
      'deploy',
      ...(entry === undefined ? [] : [entry]),
      '--dry-run',
      '--config',
      join(root, 'wrangler.jsonc'),
      '--outdir',
      folder,
    ],
    { cwd: root, env: { WRANGLER_SEND_METRICS: 'false' } },
  )
  await bundling.ended
  if (bundling.child.exitCode !== 0) throw new Error(`Cannot bundle the worker:\n${bundling.lines.join('\n')}`)
}

/** Returns the command that serves the bundle in `folder`. A file contains the environment, because every user can read arguments. */
export async function workerdCommand(
  root: string,
  folder: string,
  options: {
    name: string
    port: number
    environment: Readonly<Record<string, string>>
    /** The file of the bundle. @default the worker's */
    module?: string
  },
): Promise<[string, ...string[]]> {
  const { name, port, environment, module = MODULE } = options
  const wranglerConfig = await readFile(join(root, 'wrangler.jsonc'), 'utf8')
  const date = /"compatibility_date":\s*"([0-9-]+)"/.exec(wranglerConfig)?.[1] ?? ''
  const flags = /"compatibility_flags":\s*(\[[^\]]*\])/.exec(wranglerConfig)?.[1] ?? '[]'
  const bindings = Object.entries(environment).map(
    ([key, value]) => `(name = ${quoteText(key)}, text = ${quoteText(value)})`,
  )
  const file = join(folder, `${name}.capnp`)
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "${module}", esModule = embed "${module}")],
  compatibilityDate = ${quoteText(date)},
  compatibilityFlags = ${flags},
  bindings = [${bindings.join(', ')}],
);
`
  await writeFile(file, config, { mode: 0o600 })
  return [join(ROOT, 'node_modules/.bin/workerd'), 'serve', file]
}

/** Quotes a string for Cap'n Proto's text format. For these strings, JSON's format is the same. */
function quoteText(text: string): string {
  return JSON.stringify(text)
}
