/**
 * `npm run test:examples [-- NAME …]`: packs the package, installs each example of a framework into a folder of its own, checks
 * its types, builds it, and walks through it with the emulator. Ends with a line `N passed, N failed, N skipped`.
 *
 * - `-- --serve NAME` serves one example beside an emulator, until it is stopped.
 * - `-- --lock [NAME …]` writes new lock files of the examples.
 *
 * @module
 */
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { copyExample, type RunningExample, runNpm, startExample } from '../examples/walker/example-process.ts'
import { EXAMPLES, type Example } from '../examples/walker/examples.ts'
import { walkWithPopups } from '../examples/walker/popup-walk.ts'
import { walk } from '../examples/walker/walk.ts'
import { checkNames, readCommandLine } from './command-line.ts'
import { ROOT } from './run.ts'

const names = EXAMPLES.map(({ name }) => name)
const { values, positionals } = readCommandLine(
  `npm run test:examples [-- NAME …] [--serve NAME] [--lock]: runs all examples, or some of ${names.join(', ')}`,
  (args) => {
    const options = { serve: { type: 'boolean' }, lock: { type: 'boolean' } } as const
    const read = parseArgs({ args, allowPositionals: true, options })
    checkNames('examples', read.positionals, names)
    if (read.values.serve && read.positionals.length !== 1) throw new Error('Name one example to serve.')
    return read
  },
)
const selected = EXAMPLES.filter(({ name }) => positionals.length === 0 || positionals.includes(name))

// Outside of this project, so that an example finds only its own packages.
const base = await mkdtemp(join(tmpdir(), 'examples-'))
const totals = { passed: 0, failed: 0 }
try {
  await runNpm(ROOT, ['pack', '--pack-destination', base])
  const { name, version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as Record<string, string>
  const tarball = join(base, `${name}-${version}.tgz`)
  for (const example of selected) {
    console.log(`\n── ${example.name}`)
    const folder = join(base, example.name)
    await copyExample(example.name, folder, tarball)
    if (values.lock) await lockExample(example, folder)
    else if (values.serve) await serveExample(example, folder)
    else await testExample(example, folder)
  }
} finally {
  await rm(base, { recursive: true, force: true, maxRetries: 5 })
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed, 0 skipped`)
process.exit(totals.failed === 0 ? 0 : 1)

function report(title: string, error?: unknown): void {
  totals[error === undefined ? 'passed' : 'failed'] += 1
  console.log(error === undefined ? `ok - ${title}` : `not ok - ${title}: ${describe(error)}`)
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function testExample(example: Example, folder: string) {
  const { name, scripts = ['start'], basePath = '' } = example
  const walkThrough = example.walk === 'popup' ? walkWithPopups : walk
  try {
    await runNpm(folder, ['ci'])
    await runNpm(folder, ['run', 'check'])
    report('it can be installed, and its types are correct')
    await runNpm(folder, ['run', '--if-present', 'build'])
  } catch (error) {
    report('it can be installed and built, and its types are correct', error)
    return
  }
  if (await hasScript(folder, 'test')) {
    await runNpm(folder, ['test']).then(
      () => report('its own tests pass'),
      (error) => report('its own tests pass', error),
    )
  }
  for (const script of scripts) {
    let running: RunningExample | undefined
    const failedBefore = totals.failed
    try {
      await walkThrough(
        async (sandboxUrl) => {
          running = await startExample(folder, { script, basePath, sandboxUrl })
          return running.url
        },
        (title, error) => report(`npm run ${script}: ${title}`, error),
      )
    } catch (error) {
      report(`npm run ${script}`, error)
    }
    if (totals.failed > failedBefore) console.log(running?.output())
    await running?.stop()
  }
  if (scripts.length > 0) console.log(`${name}: ${await countCronofyLines(name)} lines about Cronofy`)
}

async function hasScript(folder: string, name: string): Promise<boolean> {
  const { scripts } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  return name in scripts
}

/**
 * Counts the lines of an application that are there because of Cronofy: all lines of its `cronofy.ts`, and the lines elsewhere that
 * use the exports of that file. Imports, comments, and lines without a word do not count.
 */
async function countCronofyLines(name: string): Promise<number> {
  const folder = join(ROOT, 'test/examples', name)
  let count = 0
  for (const file of await readdir(folder, { recursive: true })) {
    if (/node_modules/.test(file) || !/\.(?:tsx?|svelte|astro)$/.test(file)) continue
    const code = (await readFile(join(folder, file), 'utf8')).replaceAll(/^import\b[^'"]*['"][^'"]*['"]/gm, '')
    const isOwn = file.endsWith('cronofy.ts') && !/routes|pages/.test(file)
    const uses = /\b(?:connectHandler|permissionHandler|getCronofy|createCronofy|tokens\.withAccount|readCalendars)\b/
    const lines = code.split('\n').map((line) => line.trim())
    count += lines.filter(
      (line) => /\w/.test(line) && !/^(?:\/\/|\/?\*)/.test(line) && (isOwn || uses.test(line)),
    ).length
  }
  return count
}

async function lockExample({ name }: Example, folder: string): Promise<void> {
  const file = join(folder, 'package-lock.json')
  await rm(file, { force: true })
  await runNpm(folder, ['install', '--package-lock-only', '--omit-lockfile-registry-resolved'])
  const lock = JSON.parse(await readFile(file, 'utf8')) as { packages: Record<string, { integrity?: string }> }
  // Each run packs the package again, and its hash differs.
  delete lock.packages['node_modules/cronofy-extended-permissions']?.integrity
  await writeFile(file, `${JSON.stringify(lock, undefined, 2)}\n`)
  await copyFile(file, join(ROOT, 'test/examples', name, 'package-lock.json'))
}

async function serveExample({ scripts = ['start'], basePath = '' }: Example, folder: string): Promise<void> {
  await runNpm(folder, ['ci'])
  await runNpm(folder, ['run', '--if-present', 'build'])
  const { url: sandboxUrl, close } = await listen(createSandbox(), { port: 0 })
  const running = await startExample(folder, { script: scripts[0] ?? 'start', basePath, sandboxUrl })
  console.log(`Open ${running.url}/settings. Press Ctrl+C to stop it.`)
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
  await running.stop()
  await close()
}
