/**
 * A real Chromium with its security on, wherever the tests run: the one that `CHROMIUM_PATH` names, else an installed
 * one, else the one that the npm package `@sparticuz/chromium` carries (Linux x64 only).
 *
 * @module
 */
import { constants } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'

/** Where Chromium, Chrome and Edge are usually installed. */
const USUAL_PATHS: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** A browser that can be started, and what it needs to be. */
interface ChromiumInstall {
  readonly executablePath: string
  readonly env?: Record<string, string>
  /** Libraries for a system that lacks them. */
  readonly libraryPath?: string
}

/**
 * Starts the browser.
 *
 * Never with the package's own `args`: they switch web security and site isolation off, and the tests would prove
 * nothing. What Playwright adds keeps the browser from calling home, and what it asks for nevertheless (or a page of
 * ours does) meets a proxy that is not there: only this machine can be reached.
 *
 * @throws Error where there is no browser, which says what to do.
 */
export async function launchChromium(): Promise<Browser> {
  const { executablePath, env, libraryPath } = await findChromium()
  const launch = (extraEnv: Record<string, string> = {}) =>
    chromium.launch({
      executablePath,
      args: ['--no-sandbox'],
      env: { ...process.env, ...env, ...extraEnv },
      proxy: { server: 'http://127.0.0.1:9', bypass: 'localhost,127.0.0.1' },
    })
  try {
    return await launch()
  } catch (error) {
    if (libraryPath === undefined) throw error
    return launch({ LD_LIBRARY_PATH: libraryPath })
  }
}

async function findChromium(): Promise<ChromiumInstall> {
  const configured = process.env['CHROMIUM_PATH'] ?? ''
  if (configured !== '') {
    if (await isExecutable(configured)) return { executablePath: configured }
    throw new Error(`Cannot start a browser: CHROMIUM_PATH is ${JSON.stringify(configured)}, and there is no program`)
  }
  for (const executablePath of USUAL_PATHS) {
    if (await isExecutable(executablePath)) return { executablePath }
  }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackChromium()
  throw new Error(
    'Cannot start a browser: none is installed in a usual place. Install Chromium, Chrome or Edge, or set CHROMIUM_PATH to one: CHROMIUM_PATH=/path/to/chrome npm test',
  )
}

/**
 * Unpacks the package's browser, once for each version of it. The package itself would use `/tmp/chromium` whoever put
 * it there, half written as well, when two test files begin together. So it unpacks into a folder of our own, in a
 * process of its own, which takes the result's final name in one step.
 */
async function unpackChromium(): Promise<ChromiumInstall> {
  const description = await readFile(join(ROOT, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')
  const { version } = JSON.parse(description) as { version: string }
  const cache = join(ROOT, 'node_modules/.cache')
  const folder = join(cache, `chromium-${version}`)
  const executablePath = join(folder, 'chromium')
  if (!(await isExecutable(executablePath))) {
    await mkdir(cache, { recursive: true })
    const unfinished = await mkdtemp(join(cache, 'unfinished-'))
    const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
    const { code, output } = await execute(process.execPath, ['--input-type=module', '--eval', script], {
      TMPDIR: unfinished,
      // Libraries are unpacked only for Amazon's machines, and help on any bare one.
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    })
    if (code !== 0) {
      await rm(unfinished, { recursive: true, force: true })
      throw new Error(`Cannot unpack Chromium: the process ended with ${code}\n${output}`)
    }
    await writeFile(join(unfinished, 'fonts.conf'), describeFonts(join(folder, 'fonts')))
    // Somebody else may have been faster; theirs is as good.
    await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }))
  }
  return {
    executablePath,
    env: { FONTCONFIG_FILE: join(folder, 'fonts.conf') },
    libraryPath: join(folder, 'al2023/lib'),
  }
}

/** The system's fonts, and the package's: without any, Chromium finds no text to be visible. */
function describeFonts(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}</dir>
</fontconfig>
`
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
