/**
 * Tools that only some commands need. They are not in `package.json`, so that `npm ci` stays small. Each command installs its own,
 * from a folder with a `package.json` and a lock file.
 *
 * @module
 */
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT, run } from './run.ts'

/** The folders that have tools. */
export const TOOL_FOLDERS = [
  'docs',
  'test/bench',
  'test/e2e/visual-a11y',
  'test/executable',
  'test/integration/frameworks',
  'test/mutation',
  'test/package-install',
  'test/package-install/lowest',
] as const

/** A copy of the lock file in `node_modules`. It shows which versions are installed there. */
const MARKER = '.installed-lock.json'

export type ToolFolder = (typeof TOOL_FOLDERS)[number]

/** Without a network, npm would repeat each download for minutes. */
const NPM_CI = ['ci', '--fetch-retries=1', '--loglevel=error', '--no-audit', '--no-fund']

/**
 * Installs the tools of a folder with `npm ci`, unless they are installed. Several commands may do so at the same time. If npm fails,
 * it says what to do, and ends the process with exit code 1.
 */
export async function installTools(folder: ToolFolder): Promise<void> {
  if (await installPackages(join(ROOT, folder), folder)) return
  console.error(
    `Cannot install the tools of ${folder}: npm failed, see above. The first run needs a network or npm's cache. Then try again.`,
  )
  process.exit(1)
}

/**
 * Installs the packages in the lock file of `path`. npm works in a temporary folder, and the result is moved, so that another process
 * never finds an incomplete installation.
 *
 * @returns Whether the packages are installed.
 */
export async function installPackages(path: string, title: string): Promise<boolean> {
  const lock = await readFile(join(path, 'package-lock.json'), 'utf8')
  const target = join(path, 'node_modules')
  const isInstalled = async () => (await readFile(join(target, MARKER), 'utf8').catch(() => undefined)) === lock
  if (await isInstalled()) return true
  console.log(`Installing the tools of ${title}. This can take a minute.`)
  await mkdir(join(ROOT, 'dist'), { recursive: true })
  const staging = await mkdtemp(join(ROOT, 'dist', 'tools-'))
  try {
    await Promise.all(
      ['package.json', 'package-lock.json'].map((name) => copyFile(join(path, name), join(staging, name))),
    )
    const code = await run('npm', [...NPM_CI, '--prefix', staging]).catch((error: Error) =>
      console.error(error.message),
    )
    if (code !== 0) return false
    await writeFile(join(staging, 'node_modules', MARKER), lock)
    // Another process may have been faster, and may use its packages already.
    if (await isInstalled()) return true
    await rename(target, join(staging, 'outdated')).catch(() => {})
    await rename(join(staging, 'node_modules'), target).catch(async (error: unknown) => {
      if (!(await isInstalled())) throw error
    })
    return true
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** Returns the path of a file in a package of `folder`. {@link installTools} must have installed it. */
export function toolPath(folder: ToolFolder, file: string): string {
  return join(ROOT, folder, 'node_modules', file)
}

/** Loads a package of `folder`, which TypeScript does not know. {@link installTools} must have installed it. */
export function loadTool<Exports>(folder: ToolFolder, name: string): Exports {
  return createRequire(join(ROOT, folder, 'package.json'))(name) as Exports
}
